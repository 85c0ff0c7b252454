ALTER TABLE "notifications" ADD COLUMN "rule_key" text;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "rule_name" text;--> statement-breakpoint
ALTER TABLE "sender_domains" ADD COLUMN "providers" jsonb;