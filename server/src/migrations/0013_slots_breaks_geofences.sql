CREATE TABLE "slot_holds" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"branch_id" uuid NOT NULL,
	"merchant_id" uuid NOT NULL,
	"job_id" uuid,
	"service_date" date NOT NULL,
	"from_time" text NOT NULL,
	"to_time" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"visit" jsonb NOT NULL,
	"state" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_by_kind" text NOT NULL,
	"created_by_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "slot_holds_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "slot_holds_from_time_check" CHECK ("slot_holds"."from_time" ~ '^[0-9]{2}:[0-5][0-9]$'),
	CONSTRAINT "slot_holds_to_time_check" CHECK ("slot_holds"."to_time" ~ '^[0-9]{2}:[0-5][0-9]$'),
	CONSTRAINT "slot_holds_state_check" CHECK ("slot_holds"."state" in ('held', 'booked', 'released', 'expired')),
	CONSTRAINT "slot_holds_created_by_kind_check" CHECK ("slot_holds"."created_by_kind" in ('member', 'api_key', 'device', 'customer', 'planner', 'clock', 'system'))
);
--> statement-breakpoint
CREATE TABLE "geofence_presence" (
	"organisation_id" uuid NOT NULL,
	"geofence_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"operator_id" uuid NOT NULL,
	"itinerary_id" uuid,
	"entered_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "geofence_presence_pkey" PRIMARY KEY("organisation_id","geofence_id","device_id")
);
--> statement-breakpoint
CREATE TABLE "geofences" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"area" jsonb NOT NULL,
	"active" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "geofences_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "geofences_kind_check" CHECK ("geofences"."kind" in ('site', 'service_area', 'no_go', 'other'))
);
--> statement-breakpoint
ALTER TABLE "itineraries" ADD COLUMN "breaks" jsonb;--> statement-breakpoint
ALTER TABLE "slot_holds" ADD CONSTRAINT "slot_holds_branch_id_fkey" FOREIGN KEY ("organisation_id","branch_id") REFERENCES "public"."branches"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slot_holds" ADD CONSTRAINT "slot_holds_merchant_id_fkey" FOREIGN KEY ("organisation_id","merchant_id") REFERENCES "public"."merchants"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slot_holds" ADD CONSTRAINT "slot_holds_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "geofence_presence" ADD CONSTRAINT "geofence_presence_geofence_id_fkey" FOREIGN KEY ("organisation_id","geofence_id") REFERENCES "public"."geofences"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "geofence_presence" ADD CONSTRAINT "geofence_presence_device_id_fkey" FOREIGN KEY ("organisation_id","device_id") REFERENCES "public"."devices"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "slot_holds_day" ON "slot_holds" USING btree ("organisation_id","service_date","state");--> statement-breakpoint
CREATE INDEX "slot_holds_job" ON "slot_holds" USING btree ("organisation_id","job_id");--> statement-breakpoint
CREATE INDEX "slot_holds_age" ON "slot_holds" USING btree ("organisation_id","created_at");--> statement-breakpoint
CREATE INDEX "geofence_presence_device" ON "geofence_presence" USING btree ("organisation_id","device_id");--> statement-breakpoint
SELECT guard_organisation_tables();
