CREATE TABLE "audit_entries" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"act" text NOT NULL,
	"outcome" text NOT NULL,
	"code" text,
	"subject" jsonb NOT NULL,
	"fields" text[] NOT NULL,
	"facts" jsonb NOT NULL,
	"address" text,
	"request_id" text,
	CONSTRAINT "audit_entries_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "audit_entries_outcome_check" CHECK ("audit_entries"."outcome" in ('done', 'refused'))
);
--> statement-breakpoint
CREATE TABLE "account_letters" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"provider" text,
	"failure" text,
	"queued_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "account_letters_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "account_letters_kind_check" CHECK ("account_letters"."kind" in ('invitation', 'password_reset', 'password_changed', 'second_factor_on', 'second_factor_off')),
	CONSTRAINT "account_letters_state_check" CHECK ("account_letters"."state" in ('queued', 'handed_over', 'failed', 'by_hand'))
);
--> statement-breakpoint
CREATE TABLE "member_recovery_codes" (
	"organisation_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "member_recovery_codes_pkey" PRIMARY KEY("organisation_id","member_id","code_hash")
);
--> statement-breakpoint
CREATE TABLE "installation_sign_in_tries" (
	"name_hash" text NOT NULL,
	"tries" integer NOT NULL,
	"window_ends_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "installation_sign_in_tries_pkey" PRIMARY KEY("name_hash")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "replaces_id" uuid;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "password_changed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "totp_secret" text;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "totp_confirmed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "totp_last_step" bigint;--> statement-breakpoint
ALTER TABLE "account_letters" ADD CONSTRAINT "account_letters_member_id_fkey" FOREIGN KEY ("organisation_id","member_id") REFERENCES "public"."members"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_recovery_codes" ADD CONSTRAINT "member_recovery_codes_member_id_fkey" FOREIGN KEY ("organisation_id","member_id") REFERENCES "public"."members"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_entries_age" ON "audit_entries" USING btree ("organisation_id","recorded_at");--> statement-breakpoint
CREATE INDEX "account_letters_member" ON "account_letters" USING btree ("organisation_id","member_id","queued_at");--> statement-breakpoint
CREATE INDEX "installation_sign_in_tries_end" ON "installation_sign_in_tries" USING btree ("window_ends_at");--> statement-breakpoint
SELECT guard_organisation_tables();--> statement-breakpoint
-- Appended, never rewritten; retention runs as the owner of the tables.
REVOKE UPDATE, DELETE ON audit_entries FROM roundsman_scoped;
