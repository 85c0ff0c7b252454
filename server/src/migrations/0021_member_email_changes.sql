CREATE TABLE "member_email_changes" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"old_email" text NOT NULL,
	"new_email" text NOT NULL,
	"state" text NOT NULL,
	"asked_by_id" uuid NOT NULL,
	"asked_in_session" uuid,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"undo_until" timestamp (3) with time zone,
	CONSTRAINT "member_email_changes_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "member_email_changes_state_check" CHECK ("member_email_changes"."state" in ('asked', 'done', 'undone', 'dropped'))
);
--> statement-breakpoint
ALTER TABLE "account_letters" DROP CONSTRAINT "account_letters_kind_check";--> statement-breakpoint
ALTER TABLE "member_tokens" DROP CONSTRAINT "member_tokens_kind_check";--> statement-breakpoint
ALTER TABLE "account_letters" ADD COLUMN "email_change_id" uuid;--> statement-breakpoint
ALTER TABLE "member_tokens" ADD COLUMN "email_change_id" uuid;--> statement-breakpoint
ALTER TABLE "member_email_changes" ADD CONSTRAINT "member_email_changes_member_id_fkey" FOREIGN KEY ("organisation_id","member_id") REFERENCES "public"."members"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_email_changes" ADD CONSTRAINT "member_email_changes_asked_by_id_fkey" FOREIGN KEY ("organisation_id","asked_by_id") REFERENCES "public"."members"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "member_email_changes_member" ON "member_email_changes" USING btree ("organisation_id","member_id","asked_at");--> statement-breakpoint
ALTER TABLE "account_letters" ADD CONSTRAINT "account_letters_email_change_id_fkey" FOREIGN KEY ("organisation_id","email_change_id") REFERENCES "public"."member_email_changes"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_tokens" ADD CONSTRAINT "member_tokens_email_change_id_fkey" FOREIGN KEY ("organisation_id","email_change_id") REFERENCES "public"."member_email_changes"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_letters" ADD CONSTRAINT "account_letters_kind_check" CHECK ("account_letters"."kind" in ('invitation', 'password_reset', 'password_changed', 'second_factor_on', 'second_factor_off', 'passkey_added', 'passkey_removed', 'provider_linked', 'email_confirm', 'email_changed'));--> statement-breakpoint
ALTER TABLE "member_tokens" ADD CONSTRAINT "member_tokens_kind_check" CHECK ("member_tokens"."kind" in ('invitation', 'password_reset', 'email_confirm', 'email_undo'));--> statement-breakpoint
SELECT guard_organisation_tables();
