ALTER TABLE "itineraries" ADD COLUMN "area_factors" jsonb;--> statement-breakpoint
ALTER TABLE "driving_paces" ADD COLUMN "area_factors" jsonb DEFAULT '{}'::jsonb NOT NULL;