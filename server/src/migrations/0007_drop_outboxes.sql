DROP TABLE "outbox_emails" CASCADE;--> statement-breakpoint
DROP TABLE "outbox_texts" CASCADE;