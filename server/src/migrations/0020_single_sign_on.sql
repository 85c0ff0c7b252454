CREATE TABLE "member_identities" (
	"organisation_id" uuid NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"member_id" uuid NOT NULL,
	"linked_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "member_identities_pkey" PRIMARY KEY("organisation_id","issuer","subject")
);
--> statement-breakpoint
CREATE TABLE "single_sign_on" (
	"organisation_id" uuid NOT NULL,
	"name" text NOT NULL,
	"issuer" text NOT NULL,
	"client_id" text NOT NULL,
	"client_secret" text,
	"email_domains" text[] NOT NULL,
	"join_role" text,
	"enforced" boolean NOT NULL,
	"emergency_member_id" uuid,
	"end_session_url" text,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "single_sign_on_pkey" PRIMARY KEY("organisation_id"),
	CONSTRAINT "single_sign_on_join_role_check" CHECK ("single_sign_on"."join_role" in ('administrator', 'dispatcher', 'warehouse', 'support', 'analyst', 'merchant'))
);
--> statement-breakpoint
ALTER TABLE "account_letters" DROP CONSTRAINT "account_letters_kind_check";--> statement-breakpoint
ALTER TABLE "refresh_sessions" DROP CONSTRAINT "refresh_sessions_signed_in_by_check";--> statement-breakpoint
ALTER TABLE "installation_sign_in_challenges" DROP CONSTRAINT "installation_sign_in_challenges_purpose_check";--> statement-breakpoint
ALTER TABLE "installation_sign_in_challenges" ADD COLUMN "kept" text;--> statement-breakpoint
ALTER TABLE "member_identities" ADD CONSTRAINT "member_identities_member_id_fkey" FOREIGN KEY ("organisation_id","member_id") REFERENCES "public"."members"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "single_sign_on" ADD CONSTRAINT "single_sign_on_emergency_member_id_fkey" FOREIGN KEY ("organisation_id","emergency_member_id") REFERENCES "public"."members"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "member_identities_member" ON "member_identities" USING btree ("organisation_id","member_id","issuer");--> statement-breakpoint
ALTER TABLE "account_letters" ADD CONSTRAINT "account_letters_kind_check" CHECK ("account_letters"."kind" in ('invitation', 'password_reset', 'password_changed', 'second_factor_on', 'second_factor_off', 'passkey_added', 'passkey_removed', 'provider_linked'));--> statement-breakpoint
ALTER TABLE "refresh_sessions" ADD CONSTRAINT "refresh_sessions_signed_in_by_check" CHECK ("refresh_sessions"."signed_in_by" in ('password', 'passkey', 'provider'));--> statement-breakpoint
ALTER TABLE "installation_sign_in_challenges" ADD CONSTRAINT "installation_sign_in_challenges_purpose_check" CHECK ("installation_sign_in_challenges"."purpose" in ('passkey_sign_in', 'passkey_factor', 'provider'));--> statement-breakpoint
SELECT guard_organisation_tables();
