-- Rewritten by type, not updated: row-level security would hide the rows from an update.
ALTER TABLE "vehicles" ALTER COLUMN "driving_profile" SET DATA TYPE text USING CASE WHEN "driving_profile" IN ('car', 'van', 'truck') THEN "driving_profile" ELSE 'van' END;--> statement-breakpoint
ALTER TABLE "vehicles" ALTER COLUMN "driving_profile" SET DEFAULT 'van';--> statement-breakpoint
ALTER TABLE "vehicles" ADD CONSTRAINT "vehicles_driving_profile_check" CHECK ("vehicles"."driving_profile" in ('car', 'van', 'truck'));--> statement-breakpoint
SELECT guard_organisation_tables();
