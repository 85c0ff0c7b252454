ALTER TABLE "vehicles" ADD COLUMN "overtime_after_seconds" integer;--> statement-breakpoint
ALTER TABLE "vehicles" ADD COLUMN "overtime_per_hour_minor" integer;--> statement-breakpoint
ALTER TABLE "vehicles" ADD CONSTRAINT "vehicles_overtime_whole" CHECK (("vehicles"."overtime_after_seconds" is null) = ("vehicles"."overtime_per_hour_minor" is null));