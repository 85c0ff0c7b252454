ALTER TABLE "job_links" DROP CONSTRAINT "job_links_kind_check";--> statement-breakpoint
ALTER TABLE "vehicles" ADD COLUMN "areas" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "vehicles" ADD COLUMN "outside_areas_price_minor" integer;--> statement-breakpoint
ALTER TABLE "job_links" ADD COLUMN "price_minor" integer;--> statement-breakpoint
ALTER TABLE "job_links" ADD CONSTRAINT "job_links_kind_check" CHECK ("job_links"."kind" in ('retry_of', 'pickup_for', 'follows', 'replaces', 'together', 'apart'));--> statement-breakpoint
SELECT guard_organisation_tables();
