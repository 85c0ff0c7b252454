CREATE TABLE "job_metadata" (
	"organisation_id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"key" text NOT NULL,
	"value" text NOT NULL,
	CONSTRAINT "job_metadata_pkey" PRIMARY KEY("organisation_id","job_id","key")
);
--> statement-breakpoint
ALTER TABLE "job_metadata" ADD CONSTRAINT "job_metadata_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "job_metadata_value" ON "job_metadata" USING btree ("organisation_id","key","value");
--> statement-breakpoint
SELECT guard_organisation_tables();
