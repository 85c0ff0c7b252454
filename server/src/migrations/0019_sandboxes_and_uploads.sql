CREATE TABLE "upload_parts" (
	"organisation_id" uuid NOT NULL,
	"upload_id" uuid NOT NULL,
	"from_byte" bigint NOT NULL,
	"bytes" bigint NOT NULL,
	"storage_key" text NOT NULL,
	CONSTRAINT "upload_parts_pkey" PRIMARY KEY("organisation_id","upload_id","from_byte")
);
--> statement-breakpoint
CREATE TABLE "uploads" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"subject_id" uuid,
	"name" text,
	"bytes" bigint NOT NULL,
	"received_bytes" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by_kind" text NOT NULL,
	"created_by_id" text,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "uploads_pkey" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "sandboxes" (
	"organisation_id" uuid NOT NULL,
	"twin_id" uuid NOT NULL,
	"twin_short_id" text NOT NULL,
	"state" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"ready_at" timestamp (3) with time zone,
	"failure" text,
	CONSTRAINT "sandboxes_pkey" PRIMARY KEY("organisation_id"),
	CONSTRAINT "sandboxes_state_check" CHECK ("sandboxes"."state" in ('none', 'making', 'ready', 'emptying', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "simulated_crews" (
	"organisation_id" uuid NOT NULL,
	"operator_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	CONSTRAINT "simulated_crews_pkey" PRIMARY KEY("organisation_id","operator_id")
);
--> statement-breakpoint
CREATE TABLE "simulations" (
	"organisation_id" uuid NOT NULL,
	"endings" text NOT NULL,
	"seed" integer NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"photo_file_id" uuid,
	CONSTRAINT "simulations_pkey" PRIMARY KEY("organisation_id"),
	CONSTRAINT "simulations_endings_check" CHECK ("simulations"."endings" in ('all_well', 'as_in_life'))
);
--> statement-breakpoint
ALTER TABLE "business_clocks" ADD COLUMN "advance_to" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "business_clocks" ADD COLUMN "speed_after" double precision;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "twin_of" uuid;--> statement-breakpoint
ALTER TABLE "upload_parts" ADD CONSTRAINT "upload_parts_upload_id_fkey" FOREIGN KEY ("organisation_id","upload_id") REFERENCES "public"."uploads"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "simulated_crews" ADD CONSTRAINT "simulated_crews_operator_id_fkey" FOREIGN KEY ("organisation_id","operator_id") REFERENCES "public"."operators"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "simulated_crews" ADD CONSTRAINT "simulated_crews_device_id_fkey" FOREIGN KEY ("organisation_id","device_id") REFERENCES "public"."devices"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "simulations" ADD CONSTRAINT "simulations_photo_file_id_fkey" FOREIGN KEY ("organisation_id","photo_file_id") REFERENCES "public"."files"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "uploads_expiry" ON "uploads" USING btree ("organisation_id","expires_at");--> statement-breakpoint
CREATE INDEX "uploads_maker" ON "uploads" USING btree ("organisation_id","created_by_kind","created_by_id");--> statement-breakpoint
CREATE UNIQUE INDEX "organisations_twin" ON "organisations" USING btree ("twin_of");--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_twin_is_sandbox" CHECK ("organisations"."twin_of" is null or "organisations"."kind" = 'sandbox');--> statement-breakpoint
SELECT guard_organisation_tables();
