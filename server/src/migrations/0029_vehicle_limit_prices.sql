ALTER TABLE "vehicles" ADD COLUMN "most_jobs_price_minor" integer;--> statement-breakpoint
ALTER TABLE "vehicles" ADD COLUMN "most_driving_price_minor" integer;