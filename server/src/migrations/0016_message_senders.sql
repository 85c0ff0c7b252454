CREATE TABLE "sender_domains" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"merchant_id" uuid,
	"domain" text NOT NULL,
	"local_part" text NOT NULL,
	"selector" text NOT NULL,
	"sealed_key" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by_id" text,
	"checked_at" timestamp (3) with time zone,
	"records" jsonb,
	"verified_at" timestamp (3) with time zone,
	CONSTRAINT "sender_domains_pkey" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
ALTER TABLE "message_attempts" ADD COLUMN "leaving_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sms_receipts" ADD COLUMN "early" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sender_domains" ADD CONSTRAINT "sender_domains_merchant_id_fkey" FOREIGN KEY ("organisation_id","merchant_id") REFERENCES "public"."merchants"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "sender_domains_merchant" ON "sender_domains" USING btree ("organisation_id","merchant_id") WHERE "sender_domains"."merchant_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "sender_domains_own" ON "sender_domains" USING btree ("organisation_id") WHERE "sender_domains"."merchant_id" is null;--> statement-breakpoint
CREATE INDEX "sms_receipts_early" ON "sms_receipts" USING btree ("organisation_id","message_id") WHERE "sms_receipts"."early";--> statement-breakpoint
SELECT guard_organisation_tables();
