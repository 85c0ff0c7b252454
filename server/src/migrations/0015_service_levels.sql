CREATE TABLE "installation_alerts" (
	"id" uuid NOT NULL,
	"component" text NOT NULL,
	"severity" text NOT NULL,
	"burn_rate" double precision NOT NULL,
	"window_minutes" integer NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "installation_alerts_pkey" PRIMARY KEY("id"),
	CONSTRAINT "installation_alerts_severity_check" CHECK ("installation_alerts"."severity" in ('page', 'ticket'))
);
--> statement-breakpoint
CREATE TABLE "installation_service_minutes" (
	"component" text NOT NULL,
	"minute" timestamp (3) with time zone NOT NULL,
	"good" integer NOT NULL,
	"bad" integer NOT NULL,
	CONSTRAINT "installation_service_minutes_pkey" PRIMARY KEY("component","minute")
);
--> statement-breakpoint
CREATE INDEX "installation_alerts_opened" ON "installation_alerts" USING btree ("opened_at");