ALTER TABLE "vehicles" ADD COLUMN "driving_before_break_seconds" integer;--> statement-breakpoint
ALTER TABLE "vehicles" ADD COLUMN "driving_break_seconds" integer;--> statement-breakpoint
ALTER TABLE "vehicles" ADD CONSTRAINT "vehicles_driving_break_whole" CHECK (("vehicles"."driving_before_break_seconds" is null) = ("vehicles"."driving_break_seconds" is null));--> statement-breakpoint
SELECT guard_organisation_tables();
