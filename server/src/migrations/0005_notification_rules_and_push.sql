-- Nothing could write rules before: no door led to them.
TRUNCATE "notification_rules";--> statement-breakpoint
CREATE TABLE "push_subscriptions" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"job_id" uuid,
	"contact_id" uuid,
	"member_id" uuid,
	"endpoint" text NOT NULL,
	"p256dh" text NOT NULL,
	"auth" text NOT NULL,
	"user_agent" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_why" text,
	CONSTRAINT "push_subscriptions_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "push_subscriptions_ended_why_check" CHECK ("push_subscriptions"."ended_why" in ('asked', 'gone')),
	CONSTRAINT "push_subscriptions_owner" CHECK (("push_subscriptions"."contact_id" is null) <> ("push_subscriptions"."member_id" is null))
);
--> statement-breakpoint
ALTER TABLE "customer_channels" DROP CONSTRAINT "customer_channels_channel_check";--> statement-breakpoint
ALTER TABLE "inbound_messages" DROP CONSTRAINT "inbound_messages_channel_check";--> statement-breakpoint
ALTER TABLE "message_templates" DROP CONSTRAINT "message_templates_trigger_check";--> statement-breakpoint
ALTER TABLE "message_templates" DROP CONSTRAINT "message_templates_channel_check";--> statement-breakpoint
ALTER TABLE "messages" DROP CONSTRAINT "messages_trigger_check";--> statement-breakpoint
ALTER TABLE "messages" DROP CONSTRAINT "messages_channel_check";--> statement-breakpoint
ALTER TABLE "notification_rules" DROP CONSTRAINT "notification_rules_channel_check";--> statement-breakpoint
ALTER TABLE "notification_rules" DROP CONSTRAINT "notification_rules_trigger_check";--> statement-breakpoint
ALTER TABLE "notifications" DROP CONSTRAINT "notifications_trigger_check";--> statement-breakpoint
ALTER TABLE "opt_outs" DROP CONSTRAINT "opt_outs_channel_check";--> statement-breakpoint
ALTER TABLE "notification_rules" DROP CONSTRAINT "notification_rules_merchant_id_fkey";
--> statement-breakpoint
DROP INDEX "notification_rules_key";--> statement-breakpoint
DROP INDEX "notification_rules_default";--> statement-breakpoint
DROP INDEX "notifications_job";--> statement-breakpoint
ALTER TABLE "notification_rules" ALTER COLUMN "delay_seconds" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "notification_rules" ALTER COLUMN "delay_seconds" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "origin" text DEFAULT 'rule' NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "fall_back_channels" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "fall_back_of_id" uuid;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "unsubscribe_url" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "offers_reply" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "notification_rules" ADD COLUMN "default_key" text;--> statement-breakpoint
ALTER TABLE "notification_rules" ADD COLUMN "name" text NOT NULL;--> statement-breakpoint
ALTER TABLE "notification_rules" ADD COLUMN "audience" text NOT NULL;--> statement-breakpoint
ALTER TABLE "notification_rules" ADD COLUMN "addresses" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "notification_rules" ADD COLUMN "job_kinds" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "notification_rules" ADD COLUMN "merchant_ids" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "notification_rules" ADD COLUMN "location_ids" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "notification_rules" ADD COLUMN "tags" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "notification_rules" ADD COLUMN "channels" text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "notification_rules" ADD COLUMN "every_channel" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "notification_rules" ADD COLUMN "days_before" integer;--> statement-breakpoint
ALTER TABLE "notification_rules" ADD COLUMN "at_time" text;--> statement-breakpoint
ALTER TABLE "notification_rules" ADD COLUMN "change_minutes" integer;--> statement-breakpoint
ALTER TABLE "notification_rules" ADD COLUMN "quiet_rule" text DEFAULT 'as_usual' NOT NULL;--> statement-breakpoint
ALTER TABLE "notification_rules" ADD COLUMN "quiet_from" text;--> statement-breakpoint
ALTER TABLE "notification_rules" ADD COLUMN "quiet_to" text;--> statement-breakpoint
ALTER TABLE "notification_rules" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE "notification_rules" ADD COLUMN "created_at" timestamp (3) with time zone NOT NULL;--> statement-breakpoint
ALTER TABLE "notification_rules" ADD COLUMN "updated_by_id" text;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "audience" text DEFAULT 'customer' NOT NULL;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "recipient_key" text;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "told_from" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "told_to" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_contact_id_fkey" FOREIGN KEY ("organisation_id","contact_id") REFERENCES "public"."job_contacts"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_member_id_fkey" FOREIGN KEY ("organisation_id","member_id") REFERENCES "public"."members"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "push_subscriptions_contact" ON "push_subscriptions" USING btree ("organisation_id","contact_id");--> statement-breakpoint
CREATE INDEX "push_subscriptions_member" ON "push_subscriptions" USING btree ("organisation_id","member_id");--> statement-breakpoint
CREATE INDEX "push_subscriptions_endpoint" ON "push_subscriptions" USING btree ("organisation_id","endpoint");--> statement-breakpoint
CREATE INDEX "inbound_messages_job" ON "inbound_messages" USING btree ("organisation_id","job_id","received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "notification_rules_default" ON "notification_rules" USING btree ("organisation_id","default_key") WHERE "notification_rules"."default_key" is not null;--> statement-breakpoint
CREATE INDEX "notifications_job" ON "notifications" USING btree ("organisation_id","job_id","trigger");--> statement-breakpoint
ALTER TABLE "notification_rules" DROP COLUMN "merchant_id";--> statement-breakpoint
ALTER TABLE "notification_rules" DROP COLUMN "channel";--> statement-breakpoint
ALTER TABLE "customer_channels" ADD CONSTRAINT "customer_channels_channel_check" CHECK ("customer_channels"."channel" in ('email', 'sms', 'push'));--> statement-breakpoint
ALTER TABLE "inbound_messages" ADD CONSTRAINT "inbound_messages_understood_as_check" CHECK ("inbound_messages"."understood_as" in ('stop', 'start', 'help', 'confirm', 'change', 'other'));--> statement-breakpoint
ALTER TABLE "inbound_messages" ADD CONSTRAINT "inbound_messages_channel_check" CHECK ("inbound_messages"."channel" in ('email', 'sms', 'push'));--> statement-breakpoint
ALTER TABLE "message_templates" ADD CONSTRAINT "message_templates_trigger_check" CHECK ("message_templates"."trigger" in ('promise_made', 'reminder', 'day_before', 'day_of', 'on_the_way', 'eta_under', 'arrived', 'completed', 'partially_completed', 'incomplete', 'damaged', 'late', 'changed', 'cancelled'));--> statement-breakpoint
ALTER TABLE "message_templates" ADD CONSTRAINT "message_templates_channel_check" CHECK ("message_templates"."channel" in ('email', 'sms', 'push'));--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_origin_check" CHECK ("messages"."origin" in ('rule', 'test', 'answer', 'desk'));--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_trigger_check" CHECK ("messages"."trigger" in ('promise_made', 'reminder', 'day_before', 'day_of', 'on_the_way', 'eta_under', 'arrived', 'completed', 'partially_completed', 'incomplete', 'damaged', 'late', 'changed', 'cancelled'));--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_channel_check" CHECK ("messages"."channel" in ('email', 'sms', 'push'));--> statement-breakpoint
ALTER TABLE "notification_rules" ADD CONSTRAINT "notification_rules_audience_check" CHECK ("notification_rules"."audience" in ('customer', 'merchant', 'dispatcher', 'operator', 'address'));--> statement-breakpoint
ALTER TABLE "notification_rules" ADD CONSTRAINT "notification_rules_at_time_check" CHECK ("notification_rules"."at_time" ~ '^[0-9]{2}:[0-5][0-9]$');--> statement-breakpoint
ALTER TABLE "notification_rules" ADD CONSTRAINT "notification_rules_quiet_rule_check" CHECK ("notification_rules"."quiet_rule" in ('as_usual', 'none', 'own'));--> statement-breakpoint
ALTER TABLE "notification_rules" ADD CONSTRAINT "notification_rules_quiet_from_check" CHECK ("notification_rules"."quiet_from" ~ '^[0-9]{2}:[0-5][0-9]$');--> statement-breakpoint
ALTER TABLE "notification_rules" ADD CONSTRAINT "notification_rules_quiet_to_check" CHECK ("notification_rules"."quiet_to" ~ '^[0-9]{2}:[0-5][0-9]$');--> statement-breakpoint
ALTER TABLE "notification_rules" ADD CONSTRAINT "notification_rules_language_check" CHECK ("notification_rules"."language" in ('en', 'de', 'fr', 'es'));--> statement-breakpoint
ALTER TABLE "notification_rules" ADD CONSTRAINT "notification_rules_trigger_check" CHECK ("notification_rules"."trigger" in ('promise_made', 'reminder', 'day_before', 'day_of', 'on_the_way', 'eta_under', 'arrived', 'completed', 'partially_completed', 'incomplete', 'damaged', 'late', 'changed', 'cancelled'));--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_audience_check" CHECK ("notifications"."audience" in ('customer', 'merchant', 'dispatcher', 'operator', 'address'));--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_trigger_check" CHECK ("notifications"."trigger" in ('promise_made', 'reminder', 'day_before', 'day_of', 'on_the_way', 'eta_under', 'arrived', 'completed', 'partially_completed', 'incomplete', 'damaged', 'late', 'changed', 'cancelled'));--> statement-breakpoint
ALTER TABLE "opt_outs" ADD CONSTRAINT "opt_outs_channel_check" CHECK ("opt_outs"."channel" in ('email', 'sms', 'push'));--> statement-breakpoint
SELECT guard_organisation_tables();
