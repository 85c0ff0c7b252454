CREATE TABLE "message_limits" (
	"organisation_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"monthly_most" integer NOT NULL,
	"warn_at_percent" integer NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "message_limits_pkey" PRIMARY KEY("organisation_id","channel"),
	CONSTRAINT "message_limits_channel_check" CHECK ("message_limits"."channel" in ('email', 'sms', 'push'))
);
--> statement-breakpoint
CREATE TABLE "message_months" (
	"organisation_id" uuid NOT NULL,
	"month" text NOT NULL,
	"channel" text NOT NULL,
	"messages" integer NOT NULL,
	"segments" integer NOT NULL,
	"cost_micros" bigint NOT NULL,
	"warned_at_percent" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "message_months_pkey" PRIMARY KEY("organisation_id","month","channel"),
	CONSTRAINT "message_months_channel_check" CHECK ("message_months"."channel" in ('email', 'sms', 'push'))
);
--> statement-breakpoint
CREATE TABLE "installation_message_providers" (
	"channel" text NOT NULL,
	"name" text NOT NULL,
	"state" text NOT NULL,
	"share" double precision NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"reason" text,
	"takes_idempotency_key" boolean NOT NULL,
	"sends_receipts" boolean NOT NULL,
	"normal_receipt_share" double precision,
	"recent_receipt_share" double precision,
	"normal_receipt_seconds" double precision,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "installation_message_providers_pkey" PRIMARY KEY("channel","name"),
	CONSTRAINT "installation_message_providers_channel_check" CHECK ("installation_message_providers"."channel" in ('email', 'sms', 'push')),
	CONSTRAINT "installation_message_providers_state_check" CHECK ("installation_message_providers"."state" in ('well', 'drained', 'trial', 'returning'))
);
--> statement-breakpoint
CREATE TABLE "email_suppressions" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"address" text NOT NULL,
	"reason" text NOT NULL,
	"detail" text,
	"message_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by_id" text,
	"lifted_at" timestamp (3) with time zone,
	"lifted_reason" text,
	"lifted_by_id" text,
	CONSTRAINT "email_suppressions_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "email_suppressions_reason_check" CHECK ("email_suppressions"."reason" in ('bounced', 'complained', 'by_hand'))
);
--> statement-breakpoint
ALTER TABLE "messages" DROP CONSTRAINT "messages_suppression_reason_check";--> statement-breakpoint
ALTER TABLE "message_attempts" ADD COLUMN "tries" jsonb;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "cost_micros" bigint;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "cost_currency" text;--> statement-breakpoint
ALTER TABLE "email_receipts" ADD COLUMN "provider" text;--> statement-breakpoint
ALTER TABLE "email_receipts" ADD COLUMN "recipient" text;--> statement-breakpoint
CREATE UNIQUE INDEX "email_suppressions_address" ON "email_suppressions" USING btree ("organisation_id","address") WHERE "email_suppressions"."lifted_at" is null;--> statement-breakpoint
CREATE INDEX "email_suppressions_age" ON "email_suppressions" USING btree ("organisation_id","created_at");--> statement-breakpoint
CREATE INDEX "messages_sent" ON "messages" USING btree ("organisation_id","channel","sent_at") WHERE "messages"."sent_at" is not null;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_suppression_reason_check" CHECK ("messages"."suppression_reason" in ('opt_out', 'quiet_hours_passed', 'sandbox', 'duplicate', 'no_longer_true', 'no_address', 'switched_off', 'bounced_before', 'monthly_limit', 'too_late'));--> statement-breakpoint
SELECT guard_organisation_tables();
