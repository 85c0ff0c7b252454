CREATE TABLE "retention_settings" (
	"organisation_id" uuid NOT NULL,
	"position_days" integer NOT NULL,
	"message_days" integer NOT NULL,
	"import_days" integer NOT NULL,
	"audit_days" integer NOT NULL,
	"customer_days" integer,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "retention_settings_pkey" PRIMARY KEY("organisation_id")
);
--> statement-breakpoint
SELECT guard_organisation_tables();--> statement-breakpoint
-- What a session may add to and never rewrite is erased by this alone: rows of the unit's own organisation, by id.
CREATE FUNCTION erase_history(history text, ids uuid[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE erased bigint;
BEGIN
  IF history = 'address_geocodes' THEN
    DELETE FROM address_geocodes WHERE organisation_id = current_organisation() AND address_id = ANY (ids);
  ELSIF history = 'address_corrections' THEN
    DELETE FROM address_corrections WHERE organisation_id = current_organisation() AND address_id = ANY (ids);
  ELSIF history = 'job_outcomes' THEN
    UPDATE job_outcomes SET note = NULL WHERE organisation_id = current_organisation() AND job_id = ANY (ids);
  ELSE
    RAISE EXCEPTION 'no history that may be erased: %', history;
  END IF;
  GET DIAGNOSTICS erased = ROW_COUNT;
  RETURN erased;
END $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION erase_history(text, uuid[]) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION erase_history(text, uuid[]) TO roundsman_scoped;
