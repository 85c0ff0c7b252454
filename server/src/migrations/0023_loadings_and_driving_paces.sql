CREATE TABLE "driving_paces" (
	"organisation_id" uuid NOT NULL,
	"hour_factors" jsonb NOT NULL,
	"learned_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "driving_paces_pkey" PRIMARY KEY("organisation_id")
);
--> statement-breakpoint
ALTER TABLE "stops" DROP CONSTRAINT "stops_kind_check";--> statement-breakpoint
ALTER TABLE "vehicles" ADD COLUMN "most_loadings" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "itineraries" ADD COLUMN "hour_factors" jsonb;--> statement-breakpoint
ALTER TABLE "stops" ADD CONSTRAINT "stops_kind_check" CHECK ("stops"."kind" in ('job', 'pickup', 'loading', 'drop_off', 'transfer', 'break'));--> statement-breakpoint
SELECT guard_organisation_tables();
