CREATE TABLE "member_passkeys" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"name" text NOT NULL,
	"credential_id" text NOT NULL,
	"public_key" text NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text[] NOT NULL,
	"device_kind" text NOT NULL,
	"backed_up" boolean NOT NULL,
	"aaguid" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	CONSTRAINT "member_passkeys_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "member_passkeys_device_kind_check" CHECK ("member_passkeys"."device_kind" in ('single_device', 'multi_device'))
);
--> statement-breakpoint
CREATE TABLE "installation_sign_in_challenges" (
	"challenge_hash" text NOT NULL,
	"purpose" text NOT NULL,
	"member_id" uuid,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "installation_sign_in_challenges_pkey" PRIMARY KEY("challenge_hash"),
	CONSTRAINT "installation_sign_in_challenges_purpose_check" CHECK ("installation_sign_in_challenges"."purpose" in ('passkey_sign_in', 'passkey_factor'))
);
--> statement-breakpoint
ALTER TABLE "account_letters" DROP CONSTRAINT "account_letters_kind_check";--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "passkey_after_password_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "passkey_challenge_hash" text;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "passkey_challenge_ends_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "refresh_sessions" ADD COLUMN "signed_in_by" text;--> statement-breakpoint
ALTER TABLE "member_passkeys" ADD CONSTRAINT "member_passkeys_member_id_fkey" FOREIGN KEY ("organisation_id","member_id") REFERENCES "public"."members"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "member_passkeys_credential" ON "member_passkeys" USING btree ("organisation_id","credential_id");--> statement-breakpoint
CREATE INDEX "member_passkeys_member" ON "member_passkeys" USING btree ("organisation_id","member_id");--> statement-breakpoint
CREATE INDEX "installation_sign_in_challenges_end" ON "installation_sign_in_challenges" USING btree ("expires_at");--> statement-breakpoint
ALTER TABLE "account_letters" ADD CONSTRAINT "account_letters_kind_check" CHECK ("account_letters"."kind" in ('invitation', 'password_reset', 'password_changed', 'second_factor_on', 'second_factor_off', 'passkey_added', 'passkey_removed'));--> statement-breakpoint
ALTER TABLE "refresh_sessions" ADD CONSTRAINT "refresh_sessions_signed_in_by_check" CHECK ("refresh_sessions"."signed_in_by" in ('password', 'passkey'));--> statement-breakpoint
SELECT guard_organisation_tables();
