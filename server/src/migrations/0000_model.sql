CREATE TABLE "business_clocks" (
	"organisation_id" uuid NOT NULL,
	"real_epoch" timestamp (3) with time zone NOT NULL,
	"business_epoch" timestamp (3) with time zone NOT NULL,
	"speed" double precision DEFAULT 1 NOT NULL,
	CONSTRAINT "business_clocks_pkey" PRIMARY KEY("organisation_id"),
	CONSTRAINT "business_clocks_speed_range" CHECK ("business_clocks"."speed" >= 0 and "business_clocks"."speed" <= 3600)
);
--> statement-breakpoint
CREATE TABLE "event_counters" (
	"organisation_id" uuid NOT NULL,
	"last_seq" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "event_counters_pkey" PRIMARY KEY("organisation_id")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"organisation_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"id" uuid NOT NULL,
	"type" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "events_pkey" PRIMARY KEY("organisation_id","seq","recorded_at"),
	CONSTRAINT "events_actor_kind_check" CHECK ("events"."actor_kind" in ('member', 'api_key', 'device', 'customer', 'planner', 'clock', 'system'))
) PARTITION BY RANGE ("recorded_at");
--> statement-breakpoint
CREATE TABLE "reader_cursors" (
	"organisation_id" uuid NOT NULL,
	"reader" text NOT NULL,
	"seq" bigint DEFAULT 0 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"failed_at" timestamp (3) with time zone,
	"retry_at" timestamp (3) with time zone,
	"last_error" text,
	CONSTRAINT "reader_cursors_pkey" PRIMARY KEY("organisation_id","reader")
);
--> statement-breakpoint
CREATE TABLE "files" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text,
	"content_type" text NOT NULL,
	"bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"storage_key" text NOT NULL,
	"width_pixels" integer,
	"height_pixels" integer,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by_kind" text NOT NULL,
	"created_by_id" text,
	"expires_at" timestamp (3) with time zone,
	"erased_at" timestamp (3) with time zone,
	CONSTRAINT "files_pkey" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"organisation_id" uuid NOT NULL,
	"principal" text NOT NULL,
	"key" text NOT NULL,
	"body_hash" text NOT NULL,
	"status" integer NOT NULL,
	"answer" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY("organisation_id","principal","key")
);
--> statement-breakpoint
CREATE TABLE "installation_operators" (
	"id" uuid NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	CONSTRAINT "installation_operators_pkey" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "installation_secrets" (
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"secret" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"retired_at" timestamp (3) with time zone,
	CONSTRAINT "installation_secrets_pkey" PRIMARY KEY("name","version")
);
--> statement-breakpoint
CREATE TABLE "installation_settings" (
	"name" text NOT NULL,
	"value" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "installation_settings_pkey" PRIMARY KEY("name")
);
--> statement-breakpoint
CREATE TABLE "business_timers" (
	"organisation_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"payload" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"retry_at" timestamp (3) with time zone,
	"last_error" text,
	CONSTRAINT "business_timers_pkey" PRIMARY KEY("organisation_id","kind","key")
);
--> statement-breakpoint
CREATE TABLE "access_tokens" (
	"organisation_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"session_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"principal_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "access_tokens_pkey" PRIMARY KEY("organisation_id","token_hash"),
	CONSTRAINT "access_tokens_kind_check" CHECK ("access_tokens"."kind" in ('member', 'device'))
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"key_hash" text NOT NULL,
	"permissions" text[] NOT NULL,
	"merchant_id" uuid,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_keys_pkey" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "branch_calendar_days" (
	"organisation_id" uuid NOT NULL,
	"branch_id" uuid NOT NULL,
	"date" date NOT NULL,
	"kind" text NOT NULL,
	"opens_at" text,
	"closes_at" text,
	"note" text,
	CONSTRAINT "branch_calendar_days_pkey" PRIMARY KEY("organisation_id","branch_id","date"),
	CONSTRAINT "branch_calendar_days_kind_check" CHECK ("branch_calendar_days"."kind" in ('closed', 'reduced', 'extra')),
	CONSTRAINT "branch_calendar_days_opens_at_check" CHECK ("branch_calendar_days"."opens_at" ~ '^[0-9]{2}:[0-5][0-9]$'),
	CONSTRAINT "branch_calendar_days_closes_at_check" CHECK ("branch_calendar_days"."closes_at" ~ '^[0-9]{2}:[0-5][0-9]$')
);
--> statement-breakpoint
CREATE TABLE "branch_hours" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"branch_id" uuid NOT NULL,
	"weekday" integer NOT NULL,
	"opens_at" text NOT NULL,
	"closes_at" text NOT NULL,
	CONSTRAINT "branch_hours_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "branch_hours_opens_at_check" CHECK ("branch_hours"."opens_at" ~ '^[0-9]{2}:[0-5][0-9]$'),
	CONSTRAINT "branch_hours_closes_at_check" CHECK ("branch_hours"."closes_at" ~ '^[0-9]{2}:[0-5][0-9]$'),
	CONSTRAINT "branch_hours_weekday_range" CHECK ("branch_hours"."weekday" between 1 and 7)
);
--> statement-breakpoint
CREATE TABLE "branches" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"time_zone" text NOT NULL,
	"phone" text,
	"order_intake_until" text,
	"plan_lock_at" text,
	"customer_change_until" text DEFAULT '18:00' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "branches_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "branches_order_intake_until_check" CHECK ("branches"."order_intake_until" ~ '^[0-9]{2}:[0-5][0-9]$'),
	CONSTRAINT "branches_plan_lock_at_check" CHECK ("branches"."plan_lock_at" ~ '^[0-9]{2}:[0-5][0-9]$'),
	CONSTRAINT "branches_customer_change_until_check" CHECK ("branches"."customer_change_until" ~ '^[0-9]{2}:[0-5][0-9]$')
);
--> statement-breakpoint
CREATE TABLE "member_scopes" (
	"organisation_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"target_id" uuid NOT NULL,
	CONSTRAINT "member_scopes_pkey" PRIMARY KEY("organisation_id","member_id","kind","target_id"),
	CONSTRAINT "member_scopes_kind_check" CHECK ("member_scopes"."kind" in ('branch', 'merchant', 'carrier'))
);
--> statement-breakpoint
CREATE TABLE "member_tokens" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "member_tokens_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "member_tokens_kind_check" CHECK ("member_tokens"."kind" in ('invitation', 'password_reset'))
);
--> statement-breakpoint
CREATE TABLE "members" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"state" text NOT NULL,
	"locale" text,
	"password_hash" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_signed_in_at" timestamp (3) with time zone,
	"disabled_at" timestamp (3) with time zone,
	CONSTRAINT "members_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "members_role_check" CHECK ("members"."role" in ('administrator', 'dispatcher', 'warehouse', 'support', 'analyst', 'merchant')),
	CONSTRAINT "members_state_check" CHECK ("members"."state" in ('invited', 'active', 'disabled'))
);
--> statement-breakpoint
CREATE TABLE "organisations" (
	"id" uuid NOT NULL,
	"short_id" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"currency" text NOT NULL,
	"locale" text NOT NULL,
	"time_zone" text NOT NULL,
	"privacy_level" text DEFAULT 'exact' NOT NULL,
	"policies" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"sender_name" text,
	"reply_to_email" text,
	"support_phone" text,
	"accent_colour" text,
	"logo_file_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "organisations_pkey" PRIMARY KEY("id"),
	CONSTRAINT "organisations_kind_check" CHECK ("organisations"."kind" in ('live', 'sandbox')),
	CONSTRAINT "organisations_privacy_level_check" CHECK ("organisations"."privacy_level" in ('exact', 'approximate', 'stage_only'))
);
--> statement-breakpoint
CREATE TABLE "refresh_sessions" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"principal_id" uuid NOT NULL,
	"refresh_hash" text NOT NULL,
	"previous_hash" text,
	"replaced_at" timestamp (3) with time zone,
	"user_agent" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "refresh_sessions_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "refresh_sessions_kind_check" CHECK ("refresh_sessions"."kind" in ('member', 'device'))
);
--> statement-breakpoint
CREATE TABLE "sign_in_names" (
	"email" text NOT NULL,
	"organisation_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	CONSTRAINT "sign_in_names_pkey" PRIMARY KEY("email","organisation_id")
);
--> statement-breakpoint
CREATE TABLE "address_corrections" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"address_id" uuid NOT NULL,
	"by_kind" text NOT NULL,
	"by_id" text,
	"lon" double precision,
	"lat" double precision,
	"changed" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"note" text,
	"command_id" uuid,
	"corrected_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "address_corrections_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "address_corrections_by_kind_check" CHECK ("address_corrections"."by_kind" in ('member', 'device', 'customer', 'api_key'))
);
--> statement-breakpoint
CREATE TABLE "address_geocodes" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"address_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"query" text NOT NULL,
	"lon" double precision,
	"lat" double precision,
	"confidence" text NOT NULL,
	"score" double precision NOT NULL,
	"reason" text NOT NULL,
	"reason_words" text,
	"matched" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "address_geocodes_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "address_geocodes_confidence_check" CHECK ("address_geocodes"."confidence" in ('high', 'medium', 'low', 'none', 'pinned'))
);
--> statement-breakpoint
CREATE TABLE "addresses" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"customer_id" uuid,
	"given" jsonb NOT NULL,
	"street" text,
	"house_number" text,
	"addition" text,
	"postcode" text,
	"city" text,
	"country" text,
	"lon" double precision,
	"lat" double precision,
	"coordinate_source" text,
	"confidence" text,
	"confidence_reason" text,
	"time_zone" text,
	"floor" text,
	"lift" text,
	"stairs" integer,
	"parking" text,
	"access_note" text,
	"most_vehicle_length_centimeters" integer,
	"most_vehicle_height_centimeters" integer,
	"most_vehicle_mass_grams" integer,
	"gate_code" text,
	"gate_code_erased_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "addresses_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "addresses_coordinate_source_check" CHECK ("addresses"."coordinate_source" in ('given', 'geocoder', 'member', 'device', 'customer', 'api_key')),
	CONSTRAINT "addresses_confidence_check" CHECK ("addresses"."confidence" in ('high', 'medium', 'low', 'none', 'pinned')),
	CONSTRAINT "addresses_lift_check" CHECK ("addresses"."lift" in ('none', 'small', 'goods'))
);
--> statement-breakpoint
CREATE TABLE "customer_channels" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"as_given" text NOT NULL,
	"normalised" text,
	"preferred" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "customer_channels_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "customer_channels_channel_check" CHECK ("customer_channels"."channel" in ('email', 'sms'))
);
--> statement-breakpoint
CREATE TABLE "customer_merges" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kept_customer_id" uuid NOT NULL,
	"merged_customer_id" uuid NOT NULL,
	"moved" jsonb NOT NULL,
	"merged_by_id" text,
	"merged_at" timestamp (3) with time zone NOT NULL,
	"undone_by_id" text,
	"undone_at" timestamp (3) with time zone,
	CONSTRAINT "customer_merges_pkey" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"merchant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"reference_id" text,
	"locale" text,
	"notes" text,
	"merged_into_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"erased_at" timestamp (3) with time zone,
	CONSTRAINT "customers_pkey" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "merchants" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"phone" text,
	"own_goods" boolean DEFAULT false NOT NULL,
	"sender_name" text,
	"accent_colour" text,
	"logo_file_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "merchants_pkey" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "carriers" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"phone" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "carriers_pkey" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "devices" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"operator_id" uuid NOT NULL,
	"name" text,
	"user_agent" text,
	"app_version" text,
	"public_key" jsonb,
	"device_seq" bigint DEFAULT 0 NOT NULL,
	"clock_offset_ms" bigint,
	"clock_measured_at" timestamp (3) with time zone,
	"paired_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "devices_pkey" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "duty_events" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"operator_id" uuid NOT NULL,
	"device_id" uuid,
	"kind" text NOT NULL,
	"happened_at" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"command_id" uuid,
	"lon" double precision,
	"lat" double precision,
	CONSTRAINT "duty_events_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "duty_events_kind_check" CHECK ("duty_events"."kind" in ('clock_in', 'break_start', 'break_end', 'clock_out'))
);
--> statement-breakpoint
CREATE TABLE "location_hours" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"weekday" integer NOT NULL,
	"opens_at" text NOT NULL,
	"closes_at" text NOT NULL,
	CONSTRAINT "location_hours_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "location_hours_opens_at_check" CHECK ("location_hours"."opens_at" ~ '^[0-9]{2}:[0-5][0-9]$'),
	CONSTRAINT "location_hours_closes_at_check" CHECK ("location_hours"."closes_at" ~ '^[0-9]{2}:[0-5][0-9]$'),
	CONSTRAINT "location_hours_weekday_range" CHECK ("location_hours"."weekday" between 1 and 7)
);
--> statement-breakpoint
CREATE TABLE "locations" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"branch_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"street" text,
	"house_number" text,
	"postcode" text,
	"city" text,
	"country" text,
	"lon" double precision NOT NULL,
	"lat" double precision NOT NULL,
	"time_zone" text NOT NULL,
	"load_seconds" integer DEFAULT 900 NOT NULL,
	"dock_slots" integer,
	"created_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "locations_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "locations_kind_check" CHECK ("locations"."kind" in ('depot', 'store', 'distribution_centre', 'hub'))
);
--> statement-breakpoint
CREATE TABLE "operator_calendar_days" (
	"organisation_id" uuid NOT NULL,
	"operator_id" uuid NOT NULL,
	"date" date NOT NULL,
	"kind" text NOT NULL,
	"starts_at" text,
	"ends_at" text,
	"note" text,
	CONSTRAINT "operator_calendar_days_pkey" PRIMARY KEY("organisation_id","operator_id","date"),
	CONSTRAINT "operator_calendar_days_kind_check" CHECK ("operator_calendar_days"."kind" in ('closed', 'reduced', 'extra')),
	CONSTRAINT "operator_calendar_days_starts_at_check" CHECK ("operator_calendar_days"."starts_at" ~ '^[0-9]{2}:[0-5][0-9]$'),
	CONSTRAINT "operator_calendar_days_ends_at_check" CHECK ("operator_calendar_days"."ends_at" ~ '^[0-9]{2}:[0-5][0-9]$')
);
--> statement-breakpoint
CREATE TABLE "operator_hours" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"operator_id" uuid NOT NULL,
	"weekday" integer NOT NULL,
	"starts_at" text NOT NULL,
	"ends_at" text NOT NULL,
	CONSTRAINT "operator_hours_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "operator_hours_starts_at_check" CHECK ("operator_hours"."starts_at" ~ '^[0-9]{2}:[0-5][0-9]$'),
	CONSTRAINT "operator_hours_ends_at_check" CHECK ("operator_hours"."ends_at" ~ '^[0-9]{2}:[0-5][0-9]$'),
	CONSTRAINT "operator_hours_weekday_range" CHECK ("operator_hours"."weekday" between 1 and 7)
);
--> statement-breakpoint
CREATE TABLE "operators" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"branch_id" uuid NOT NULL,
	"carrier_id" uuid,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"phone" text,
	"locale" text,
	"skills" text[] DEFAULT '{}' NOT NULL,
	"most_duty_seconds" integer,
	"least_rest_seconds" integer,
	"usual_vehicle_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"left_at" timestamp (3) with time zone,
	CONSTRAINT "operators_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "operators_role_check" CHECK ("operators"."role" in ('driver', 'helper', 'installer'))
);
--> statement-breakpoint
CREATE TABLE "pairing_codes" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"operator_id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"created_by_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"device_id" uuid,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "pairing_codes_pkey" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "skills" (
	"organisation_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "skills_pkey" PRIMARY KEY("organisation_id","code")
);
--> statement-breakpoint
CREATE TABLE "vehicle_breaks" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"vehicle_id" uuid NOT NULL,
	"earliest_at" text NOT NULL,
	"latest_at" text NOT NULL,
	"duration_seconds" integer NOT NULL,
	"paid" boolean DEFAULT false NOT NULL,
	CONSTRAINT "vehicle_breaks_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "vehicle_breaks_earliest_at_check" CHECK ("vehicle_breaks"."earliest_at" ~ '^[0-9]{2}:[0-5][0-9]$'),
	CONSTRAINT "vehicle_breaks_latest_at_check" CHECK ("vehicle_breaks"."latest_at" ~ '^[0-9]{2}:[0-5][0-9]$')
);
--> statement-breakpoint
CREATE TABLE "vehicle_outages" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"vehicle_id" uuid NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"to_at" timestamp (3) with time zone,
	"why" text,
	CONSTRAINT "vehicle_outages_pkey" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "vehicle_shifts" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"vehicle_id" uuid NOT NULL,
	"weekday" integer,
	"date" date,
	"starts_at" text NOT NULL,
	"ends_at" text NOT NULL,
	CONSTRAINT "vehicle_shifts_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "vehicle_shifts_starts_at_check" CHECK ("vehicle_shifts"."starts_at" ~ '^[0-9]{2}:[0-5][0-9]$'),
	CONSTRAINT "vehicle_shifts_ends_at_check" CHECK ("vehicle_shifts"."ends_at" ~ '^[0-9]{2}:[0-5][0-9]$'),
	CONSTRAINT "vehicle_shifts_day" CHECK (("vehicle_shifts"."weekday" is null) <> ("vehicle_shifts"."date" is null)),
	CONSTRAINT "vehicle_shifts_weekday_range" CHECK ("vehicle_shifts"."weekday" between 1 and 7)
);
--> statement-breakpoint
CREATE TABLE "vehicles" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"branch_id" uuid NOT NULL,
	"carrier_id" uuid,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"plate" text,
	"driving_profile" text DEFAULT 'auto' NOT NULL,
	"start_location_id" uuid NOT NULL,
	"end_location_id" uuid,
	"capacity_weight_grams" bigint NOT NULL,
	"capacity_volume_litres" integer NOT NULL,
	"capacity_pieces" integer,
	"length_centimeters" integer,
	"width_centimeters" integer,
	"height_centimeters" integer,
	"gross_mass_grams" bigint,
	"equipment" text[] DEFAULT '{}' NOT NULL,
	"fixed_cost_minor" integer DEFAULT 0 NOT NULL,
	"cost_per_kilometer_minor" integer DEFAULT 0 NOT NULL,
	"cost_per_hour_minor" integer DEFAULT 0 NOT NULL,
	"most_jobs" integer,
	"most_driving_seconds" integer,
	"hue" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"retired_at" timestamp (3) with time zone,
	CONSTRAINT "vehicles_pkey" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "conflicts" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"job_id" uuid,
	"itinerary_id" uuid,
	"command_id" uuid,
	"code" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"raised_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"settled_by_kind" text,
	"settled_by_id" text,
	"settlement" text,
	CONSTRAINT "conflicts_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "conflicts_settled_by_kind_check" CHECK ("conflicts"."settled_by_kind" in ('member', 'api_key', 'device', 'customer', 'planner', 'clock', 'system'))
);
--> statement-breakpoint
CREATE TABLE "crew_messages" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"itinerary_id" uuid,
	"operator_id" uuid,
	"job_id" uuid,
	"from_kind" text NOT NULL,
	"from_id" text,
	"words" text NOT NULL,
	"command_id" uuid,
	"written_at" timestamp (3) with time zone NOT NULL,
	"read_at" timestamp (3) with time zone,
	CONSTRAINT "crew_messages_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "crew_messages_from_kind_check" CHECK ("crew_messages"."from_kind" in ('member', 'api_key', 'device', 'customer', 'planner', 'clock', 'system'))
);
--> statement-breakpoint
CREATE TABLE "device_commands" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"device_seq" bigint NOT NULL,
	"operator_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"itinerary_id" uuid,
	"stop_id" uuid,
	"job_id" uuid,
	"payload" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"happened_at" timestamp (3) with time zone NOT NULL,
	"device_at" timestamp (3) with time zone NOT NULL,
	"device_monotonic_ms" bigint,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"lon" double precision,
	"lat" double precision,
	"accuracy_meters" double precision,
	"outcome" text NOT NULL,
	"outcome_code" text,
	"answer" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"settled_by_id" text,
	CONSTRAINT "device_commands_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "device_commands_kind_check" CHECK ("device_commands"."kind" in ('acknowledge', 'start', 'on_my_way', 'arrive', 'complete', 'fail', 'step_back', 'not_reached', 'load', 'drop_off', 'transfer', 'proof', 'report', 'note', 'chat', 'correct_entrance', 'duty', 'interrupt', 'resume', 'finish', 'undo')),
	CONSTRAINT "device_commands_outcome_check" CHECK ("device_commands"."outcome" in ('applied', 'parked', 'conflict'))
);
--> statement-breakpoint
CREATE TABLE "itineraries" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"branch_id" uuid NOT NULL,
	"plan_id" uuid,
	"carrier_id" uuid,
	"service_date" date NOT NULL,
	"name" text,
	"state" text NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"start_location_id" uuid,
	"end_location_id" uuid,
	"planned_departure_at" timestamp (3) with time zone NOT NULL,
	"planned_finish_at" timestamp (3) with time zone NOT NULL,
	"planned_distance_meters" integer DEFAULT 0 NOT NULL,
	"planned_driving_seconds" integer DEFAULT 0 NOT NULL,
	"planned_cost_minor" bigint DEFAULT 0 NOT NULL,
	"end_leg_distance_meters" integer,
	"end_leg_seconds" integer,
	"end_leg_shape" text,
	"driven_distance_meters" integer DEFAULT 0 NOT NULL,
	"any_stop_order" boolean,
	"interrupted_reason" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"dispatched_at" timestamp (3) with time zone,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"cancelled_at" timestamp (3) with time zone,
	CONSTRAINT "itineraries_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "itineraries_state_check" CHECK ("itineraries"."state" in ('draft', 'dispatched', 'started', 'interrupted', 'finished', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "itinerary_acknowledgements" (
	"organisation_id" uuid NOT NULL,
	"itinerary_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"acknowledged_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "itinerary_acknowledgements_pkey" PRIMARY KEY("organisation_id","itinerary_id","device_id")
);
--> statement-breakpoint
CREATE TABLE "itinerary_baselines" (
	"organisation_id" uuid NOT NULL,
	"itinerary_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"frozen_at" timestamp (3) with time zone NOT NULL,
	"planned_departure_at" timestamp (3) with time zone NOT NULL,
	"planned_finish_at" timestamp (3) with time zone NOT NULL,
	"distance_meters" integer NOT NULL,
	"driving_seconds" integer NOT NULL,
	"working_seconds" integer NOT NULL,
	"cost_minor" bigint NOT NULL,
	"rates" jsonb NOT NULL,
	"stops" jsonb NOT NULL,
	CONSTRAINT "itinerary_baselines_pkey" PRIMARY KEY("organisation_id","itinerary_id")
);
--> statement-breakpoint
CREATE TABLE "itinerary_crew" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"itinerary_id" uuid NOT NULL,
	"operator_id" uuid NOT NULL,
	"role" text NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"to_at" timestamp (3) with time zone,
	CONSTRAINT "itinerary_crew_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "itinerary_crew_role_check" CHECK ("itinerary_crew"."role" in ('driver', 'helper', 'installer')),
	CONSTRAINT "itinerary_crew_range" CHECK ("itinerary_crew"."to_at" > "itinerary_crew"."from_at")
);
--> statement-breakpoint
CREATE TABLE "itinerary_vehicles" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"itinerary_id" uuid NOT NULL,
	"vehicle_id" uuid NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"to_at" timestamp (3) with time zone,
	CONSTRAINT "itinerary_vehicles_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "itinerary_vehicles_range" CHECK ("itinerary_vehicles"."to_at" > "itinerary_vehicles"."from_at")
);
--> statement-breakpoint
CREATE TABLE "stop_actions" (
	"organisation_id" uuid NOT NULL,
	"stop_id" uuid NOT NULL,
	"action_id" uuid NOT NULL,
	"quantity" integer NOT NULL,
	CONSTRAINT "stop_actions_pkey" PRIMARY KEY("organisation_id","stop_id","action_id")
);
--> statement-breakpoint
CREATE TABLE "stops" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"itinerary_id" uuid NOT NULL,
	"trip_id" uuid,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"role" text DEFAULT 'lead' NOT NULL,
	"state" text DEFAULT 'planned' NOT NULL,
	"job_id" uuid,
	"location_id" uuid,
	"other_itinerary_id" uuid,
	"lon" double precision,
	"lat" double precision,
	"planned_arrival_at" timestamp (3) with time zone NOT NULL,
	"planned_service_at" timestamp (3) with time zone NOT NULL,
	"planned_departure_at" timestamp (3) with time zone NOT NULL,
	"service_seconds" integer DEFAULT 0 NOT NULL,
	"leg_distance_meters" integer DEFAULT 0 NOT NULL,
	"leg_seconds" integer DEFAULT 0 NOT NULL,
	"leg_shape" text,
	"pinned" boolean DEFAULT false NOT NULL,
	"left_at" timestamp (3) with time zone,
	"arrived_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "stops_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "stops_kind_check" CHECK ("stops"."kind" in ('job', 'pickup', 'drop_off', 'transfer', 'break')),
	CONSTRAINT "stops_role_check" CHECK ("stops"."role" in ('lead', 'assist')),
	CONSTRAINT "stops_state_check" CHECK ("stops"."state" in ('planned', 'on_route', 'arrived', 'done', 'not_reached', 'dropped')),
	CONSTRAINT "stops_job_present" CHECK (("stops"."kind" = 'job') = ("stops"."job_id" is not null)),
	CONSTRAINT "stops_planned_order" CHECK ("stops"."planned_service_at" >= "stops"."planned_arrival_at" and "stops"."planned_departure_at" >= "stops"."planned_service_at")
);
--> statement-breakpoint
CREATE TABLE "trips" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"itinerary_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"load_location_id" uuid,
	"load_weight_grams" bigint DEFAULT 0 NOT NULL,
	"load_volume_litres" integer DEFAULT 0 NOT NULL,
	"load_pieces" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "trips_pkey" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "claims" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"job_id" uuid NOT NULL,
	"report_id" uuid,
	"state" text NOT NULL,
	"claimed_minor" bigint,
	"settled_minor" bigint,
	"note" text,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "claims_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "claims_state_check" CHECK ("claims"."state" in ('open', 'accepted', 'rejected', 'settled'))
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"state" text NOT NULL,
	"due_minor" bigint NOT NULL,
	"collected_minor" bigint DEFAULT 0 NOT NULL,
	"method" text,
	"operator_id" uuid,
	"collected_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "payments_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "payments_state_check" CHECK ("payments"."state" in ('due', 'collected', 'waived')),
	CONSTRAINT "payments_method_check" CHECK ("payments"."method" in ('cash', 'card', 'transfer', 'other'))
);
--> statement-breakpoint
CREATE TABLE "report_files" (
	"organisation_id" uuid NOT NULL,
	"report_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"file_id" uuid NOT NULL,
	CONSTRAINT "report_files_pkey" PRIMARY KEY("organisation_id","report_id","position")
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"action_id" uuid,
	"kind" text NOT NULL,
	"reason_id" uuid,
	"words" text NOT NULL,
	"by_kind" text NOT NULL,
	"by_id" text,
	"command_id" uuid,
	"happened_at" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "reports_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "reports_kind_check" CHECK ("reports"."kind" in ('goods', 'property', 'safety', 'access', 'concealed')),
	CONSTRAINT "reports_by_kind_check" CHECK ("reports"."by_kind" in ('member', 'api_key', 'device', 'customer', 'planner', 'clock', 'system'))
);
--> statement-breakpoint
CREATE TABLE "import_batches" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"branch_id" uuid NOT NULL,
	"merchant_id" uuid,
	"file_id" uuid,
	"file_name" text NOT NULL,
	"format" text DEFAULT 'header' NOT NULL,
	"service_date" date,
	"encoding" text,
	"delimiter" text,
	"header" text[],
	"mapping" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"state" text NOT NULL,
	"row_count" integer DEFAULT 0 NOT NULL,
	"staged_count" integer DEFAULT 0 NOT NULL,
	"rejected_count" integer DEFAULT 0 NOT NULL,
	"failure" text,
	"created_by_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"staged_at" timestamp (3) with time zone,
	CONSTRAINT "import_batches_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "import_batches_format_check" CHECK ("import_batches"."format" in ('header', 'cigo')),
	CONSTRAINT "import_batches_state_check" CHECK ("import_batches"."state" in ('reading', 'preview', 'staging', 'staged', 'failed', 'dropped'))
);
--> statement-breakpoint
CREATE TABLE "import_mappings" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"merchant_id" uuid,
	"name" text NOT NULL,
	"header_hash" text NOT NULL,
	"columns" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "import_mappings_pkey" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "import_rows" (
	"organisation_id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"raw" text NOT NULL,
	"fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"faults" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"state" text NOT NULL,
	"job_id" uuid,
	CONSTRAINT "import_rows_pkey" PRIMARY KEY("organisation_id","batch_id","number"),
	CONSTRAINT "import_rows_state_check" CHECK ("import_rows"."state" in ('read', 'staged', 'rejected', 'released', 'dropped'))
);
--> statement-breakpoint
CREATE TABLE "job_faults" (
	"organisation_id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"field" text NOT NULL,
	"code" text NOT NULL,
	"severity" text NOT NULL,
	"message" text NOT NULL,
	"remedy" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"found_at" timestamp (3) with time zone NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"accepted_by_id" text,
	CONSTRAINT "job_faults_pkey" PRIMARY KEY("organisation_id","job_id","field","code"),
	CONSTRAINT "job_faults_severity_check" CHECK ("job_faults"."severity" in ('error', 'warning'))
);
--> statement-breakpoint
CREATE TABLE "handover_permissions" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"handed_to" text NOT NULL,
	"detail" text,
	"given_by_kind" text NOT NULL,
	"given_by_id" text,
	"given_at" timestamp (3) with time zone NOT NULL,
	"withdrawn_at" timestamp (3) with time zone,
	CONSTRAINT "handover_permissions_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "handover_permissions_handed_to_check" CHECK ("handover_permissions"."handed_to" in ('recipient', 'household', 'neighbour', 'reception', 'safe_place', 'unattended')),
	CONSTRAINT "handover_permissions_given_by_kind_check" CHECK ("handover_permissions"."given_by_kind" in ('member', 'api_key', 'device', 'customer', 'planner', 'clock', 'system'))
);
--> statement-breakpoint
CREATE TABLE "job_actions" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"order_id" uuid,
	"position" integer DEFAULT 0 NOT NULL,
	"kind" text NOT NULL,
	"description" text NOT NULL,
	"sku" text,
	"quantity" integer NOT NULL,
	"unit_weight_grams" integer DEFAULT 0 NOT NULL,
	"unit_volume_litres" integer DEFAULT 0 NOT NULL,
	"value_minor" bigint,
	"handle_seconds" integer DEFAULT 0 NOT NULL,
	"from_location_id" uuid,
	"to_location_id" uuid,
	"ready_at" timestamp (3) with time zone,
	"exchange_with_id" uuid,
	"collect_only_if_delivered" boolean DEFAULT false NOT NULL,
	"state" text DEFAULT 'undetermined' NOT NULL,
	"completed_quantity" integer DEFAULT 0 NOT NULL,
	"refused_quantity" integer DEFAULT 0 NOT NULL,
	"damaged_quantity" integer DEFAULT 0 NOT NULL,
	"missing_quantity" integer DEFAULT 0 NOT NULL,
	"disposition" text,
	"reason_id" uuid,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "job_actions_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "job_actions_kind_check" CHECK ("job_actions"."kind" in ('delivery', 'pickup', 'installation', 'service', 'haul_away', 'return')),
	CONSTRAINT "job_actions_state_check" CHECK ("job_actions"."state" in ('undetermined', 'completed', 'partial', 'incomplete', 'damaged')),
	CONSTRAINT "job_actions_disposition_check" CHECK ("job_actions"."disposition" in ('with_customer', 'kept_with_claim', 'on_vehicle', 'returned', 'scrapped')),
	CONSTRAINT "job_actions_quantity_range" CHECK ("job_actions"."quantity" >= 1),
	CONSTRAINT "job_actions_load_range" CHECK ("job_actions"."unit_weight_grams" >= 0 and "job_actions"."unit_volume_litres" >= 0),
	CONSTRAINT "job_actions_handle_seconds_range" CHECK ("job_actions"."handle_seconds" >= 0),
	CONSTRAINT "job_actions_quantities_add_up" CHECK (least("job_actions"."completed_quantity", "job_actions"."refused_quantity", "job_actions"."damaged_quantity", "job_actions"."missing_quantity") >= 0
        and "job_actions"."completed_quantity" + "job_actions"."refused_quantity" + "job_actions"."damaged_quantity" + "job_actions"."missing_quantity"
          = case when "job_actions"."state" = 'undetermined' then 0 else "job_actions"."quantity" end)
);
--> statement-breakpoint
CREATE TABLE "job_attachments" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"file_id" uuid NOT NULL,
	"title" text,
	"added_by_kind" text NOT NULL,
	"added_by_id" text,
	"added_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "job_attachments_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "job_attachments_added_by_kind_check" CHECK ("job_attachments"."added_by_kind" in ('member', 'api_key', 'device', 'customer', 'planner', 'clock', 'system'))
);
--> statement-breakpoint
CREATE TABLE "job_contacts" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"customer_id" uuid,
	"role" text NOT NULL,
	"name" text NOT NULL,
	"email_as_given" text,
	"email" text,
	"phone_as_given" text,
	"phone" text,
	"locale" text,
	"notified" boolean DEFAULT true NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "job_contacts_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "job_contacts_role_check" CHECK ("job_contacts"."role" in ('recipient', 'purchaser', 'site', 'alternate'))
);
--> statement-breakpoint
CREATE TABLE "job_links" (
	"organisation_id" uuid NOT NULL,
	"from_job_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"to_job_id" uuid NOT NULL,
	"least_gap_seconds" integer,
	"most_gap_seconds" integer,
	"when_first_fails" text DEFAULT 'hold' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "job_links_pkey" PRIMARY KEY("organisation_id","from_job_id","kind","to_job_id"),
	CONSTRAINT "job_links_kind_check" CHECK ("job_links"."kind" in ('retry_of', 'pickup_for', 'follows', 'replaces')),
	CONSTRAINT "job_links_when_first_fails_check" CHECK ("job_links"."when_first_fails" in ('hold', 'nothing')),
	CONSTRAINT "job_links_not_itself" CHECK ("job_links"."from_job_id" <> "job_links"."to_job_id")
);
--> statement-breakpoint
CREATE TABLE "job_windows" (
	"organisation_id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"date" date,
	"from_time" text NOT NULL,
	"to_time" text NOT NULL,
	"time_zone" text NOT NULL,
	"starts_at" timestamp (3) with time zone,
	"ends_at" timestamp (3) with time zone,
	CONSTRAINT "job_windows_pkey" PRIMARY KEY("organisation_id","job_id","position"),
	CONSTRAINT "job_windows_from_time_check" CHECK ("job_windows"."from_time" ~ '^[0-9]{2}:[0-5][0-9]$'),
	CONSTRAINT "job_windows_to_time_check" CHECK ("job_windows"."to_time" ~ '^[0-9]{2}:[0-5][0-9]$'),
	CONSTRAINT "job_windows_order" CHECK ("job_windows"."ends_at" > "job_windows"."starts_at"),
	CONSTRAINT "job_windows_instants" CHECK (("job_windows"."starts_at" is null) = ("job_windows"."ends_at" is null))
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"branch_id" uuid NOT NULL,
	"merchant_id" uuid NOT NULL,
	"customer_id" uuid,
	"address_id" uuid NOT NULL,
	"reference_id" text,
	"origin" text NOT NULL,
	"state" text NOT NULL,
	"state_changed_at" timestamp (3) with time zone NOT NULL,
	"service_date" date,
	"service_date_to" date,
	"service_level" text DEFAULT 'threshold' NOT NULL,
	"service_seconds" integer NOT NULL,
	"priority" integer DEFAULT 0 NOT NULL,
	"required_skills" text[] DEFAULT '{}' NOT NULL,
	"operators_needed" integer DEFAULT 1 NOT NULL,
	"notes" text,
	"customer_notes" text,
	"signature_required" boolean DEFAULT true NOT NULL,
	"signature_agreement" text,
	"one_time_code_hash" text,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"hold_reason" text,
	"hold_until" timestamp (3) with time zone,
	"held_at" timestamp (3) with time zone,
	"confirmation" text DEFAULT 'not_asked' NOT NULL,
	"confirmation_changed_at" timestamp (3) with time zone,
	"revision" integer DEFAULT 1 NOT NULL,
	"attempt_number" integer DEFAULT 1 NOT NULL,
	"duplicate_key" text,
	"duplicate_allowed" boolean DEFAULT false NOT NULL,
	"cancel_reason_id" uuid,
	"created_by_kind" text NOT NULL,
	"created_by_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"released_at" timestamp (3) with time zone,
	"arrived_at" timestamp (3) with time zone,
	"settled_at" timestamp (3) with time zone,
	"cancelled_at" timestamp (3) with time zone,
	CONSTRAINT "jobs_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "jobs_origin_check" CHECK ("jobs"."origin" in ('manual', 'csv', 'api', 'retry', 'split', 'plan')),
	CONSTRAINT "jobs_state_check" CHECK ("jobs"."state" in ('staging', 'new', 'scheduled', 'dispatched', 'on_route', 'arrived', 'completed', 'partially_completed', 'incomplete', 'damaged', 'cancelled')),
	CONSTRAINT "jobs_service_level_check" CHECK ("jobs"."service_level" in ('kerb', 'threshold', 'room', 'white_glove')),
	CONSTRAINT "jobs_confirmation_check" CHECK ("jobs"."confirmation" in ('not_asked', 'asked', 'confirmed', 'change_requested', 'declined', 'unreachable')),
	CONSTRAINT "jobs_created_by_kind_check" CHECK ("jobs"."created_by_kind" in ('member', 'api_key', 'device', 'customer', 'planner', 'clock', 'system')),
	CONSTRAINT "jobs_service_seconds_range" CHECK ("jobs"."service_seconds" >= 0),
	CONSTRAINT "jobs_operators_needed_range" CHECK ("jobs"."operators_needed" >= 1),
	CONSTRAINT "jobs_attempt_number_range" CHECK ("jobs"."attempt_number" >= 1),
	CONSTRAINT "jobs_service_date_range" CHECK ("jobs"."service_date_to" is null or "jobs"."service_date_to" >= "jobs"."service_date")
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"merchant_id" uuid NOT NULL,
	"number" text NOT NULL,
	"purchaser_id" uuid,
	"promised_date" date,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "orders_pkey" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "action_records" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"action_id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"state" text NOT NULL,
	"completed_quantity" integer NOT NULL,
	"refused_quantity" integer NOT NULL,
	"damaged_quantity" integer NOT NULL,
	"missing_quantity" integer NOT NULL,
	"disposition" text,
	"reason_id" uuid,
	"by_kind" text NOT NULL,
	"by_id" text,
	"command_id" uuid,
	"happened_at" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "action_records_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "action_records_state_check" CHECK ("action_records"."state" in ('undetermined', 'completed', 'partial', 'incomplete', 'damaged')),
	CONSTRAINT "action_records_disposition_check" CHECK ("action_records"."disposition" in ('with_customer', 'kept_with_claim', 'on_vehicle', 'returned', 'scrapped')),
	CONSTRAINT "action_records_by_kind_check" CHECK ("action_records"."by_kind" in ('member', 'api_key', 'device', 'customer', 'planner', 'clock', 'system'))
);
--> statement-breakpoint
CREATE TABLE "job_outcomes" (
	"organisation_id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"outcome" text NOT NULL,
	"corrected_from" text,
	"reason_id" uuid,
	"note" text,
	"by_kind" text NOT NULL,
	"by_id" text,
	"command_id" uuid,
	"happened_at" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "job_outcomes_pkey" PRIMARY KEY("organisation_id","job_id","number"),
	CONSTRAINT "job_outcomes_outcome_check" CHECK ("job_outcomes"."outcome" in ('completed', 'partially_completed', 'incomplete', 'damaged')),
	CONSTRAINT "job_outcomes_corrected_from_check" CHECK ("job_outcomes"."corrected_from" in ('completed', 'partially_completed', 'incomplete', 'damaged')),
	CONSTRAINT "job_outcomes_by_kind_check" CHECK ("job_outcomes"."by_kind" in ('member', 'api_key', 'device', 'customer', 'planner', 'clock', 'system'))
);
--> statement-breakpoint
CREATE TABLE "job_resolutions" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"resolution" text NOT NULL,
	"follow_up_job_id" uuid,
	"note" text,
	"decided_by_id" text,
	"decided_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "job_resolutions_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "job_resolutions_resolution_check" CHECK ("job_resolutions"."resolution" in ('retry', 'returned', 'accepted_as_is', 'replaced', 'refunded', 'written_off'))
);
--> statement-breakpoint
CREATE TABLE "promises" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"date" date NOT NULL,
	"from_time" text NOT NULL,
	"to_time" text NOT NULL,
	"time_zone" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"made_by_kind" text NOT NULL,
	"made_by_id" text,
	"told_at" timestamp (3) with time zone,
	"why_changed" text,
	CONSTRAINT "promises_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "promises_from_time_check" CHECK ("promises"."from_time" ~ '^[0-9]{2}:[0-5][0-9]$'),
	CONSTRAINT "promises_to_time_check" CHECK ("promises"."to_time" ~ '^[0-9]{2}:[0-5][0-9]$'),
	CONSTRAINT "promises_made_by_kind_check" CHECK ("promises"."made_by_kind" in ('member', 'api_key', 'device', 'customer', 'planner', 'clock', 'system'))
);
--> statement-breakpoint
CREATE TABLE "proof_parts" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"proof_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"file_id" uuid,
	"text" text,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"command_id" uuid,
	"captured_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "proof_parts_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "proof_parts_kind_check" CHECK ("proof_parts"."kind" in ('photo', 'signature', 'no_signature', 'scan', 'one_time_code', 'note'))
);
--> statement-breakpoint
CREATE TABLE "proofs" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"stop_id" uuid,
	"handed_to" text,
	"recipient_name" text,
	"note" text,
	"lon" double precision,
	"lat" double precision,
	"accuracy_meters" double precision,
	"device_id" uuid,
	"captured_at" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "proofs_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "proofs_handed_to_check" CHECK ("proofs"."handed_to" in ('recipient', 'household', 'neighbour', 'reception', 'safe_place', 'unattended'))
);
--> statement-breakpoint
CREATE TABLE "custody_entries" (
	"organisation_id" uuid NOT NULL,
	"piece_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"holder_kind" text,
	"holder_id" uuid,
	"reason_id" uuid,
	"by_kind" text NOT NULL,
	"by_id" text,
	"command_id" uuid,
	"happened_at" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "custody_entries_pkey" PRIMARY KEY("organisation_id","piece_id","number"),
	CONSTRAINT "custody_entries_kind_check" CHECK ("custody_entries"."kind" in ('received', 'loaded', 'short', 'transferred', 'handed_over', 'collected', 'returned')),
	CONSTRAINT "custody_entries_holder_kind_check" CHECK ("custody_entries"."holder_kind" in ('location', 'itinerary', 'customer')),
	CONSTRAINT "custody_entries_by_kind_check" CHECK ("custody_entries"."by_kind" in ('member', 'api_key', 'device', 'customer', 'planner', 'clock', 'system'))
);
--> statement-breakpoint
CREATE TABLE "pieces" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"action_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"barcode" text,
	"custody" text,
	"holder_kind" text,
	"holder_id" uuid,
	CONSTRAINT "pieces_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "pieces_custody_check" CHECK ("pieces"."custody" in ('received', 'loaded', 'short', 'transferred', 'handed_over', 'collected', 'returned')),
	CONSTRAINT "pieces_holder_kind_check" CHECK ("pieces"."holder_kind" in ('location', 'itinerary', 'customer'))
);
--> statement-breakpoint
CREATE TABLE "reasons" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"applies_to" text NOT NULL,
	"fault" text NOT NULL,
	"needs_wait_minutes" integer,
	"needs_call_tries" integer,
	"needs_photo" boolean DEFAULT false NOT NULL,
	"words_for_customer" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"next_step" text DEFAULT 'none' NOT NULL,
	"billable" boolean DEFAULT false NOT NULL,
	"retired_at" timestamp (3) with time zone,
	CONSTRAINT "reasons_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "reasons_applies_to_check" CHECK ("reasons"."applies_to" in ('incomplete', 'damaged', 'refused', 'short', 'cancelled', 'rescheduled', 'corrected')),
	CONSTRAINT "reasons_fault_check" CHECK ("reasons"."fault" in ('customer', 'merchant', 'organisation', 'carrier', 'weather')),
	CONSTRAINT "reasons_next_step_check" CHECK ("reasons"."next_step" in ('retry', 'return', 'ask_merchant', 'ask_customer', 'none'))
);
--> statement-breakpoint
CREATE TABLE "inbound_messages" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"channel" text NOT NULL,
	"from_address" text NOT NULL,
	"to_address" text,
	"text" text NOT NULL,
	"provider" text NOT NULL,
	"provider_message_id" text,
	"in_reply_to_id" uuid,
	"job_id" uuid,
	"understood_as" text,
	"received_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone,
	CONSTRAINT "inbound_messages_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "inbound_messages_channel_check" CHECK ("inbound_messages"."channel" in ('email', 'sms'))
);
--> statement-breakpoint
CREATE TABLE "message_attempts" (
	"organisation_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"provider" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"result" text,
	"code" text,
	"detail" text,
	CONSTRAINT "message_attempts_pkey" PRIMARY KEY("organisation_id","message_id","number"),
	CONSTRAINT "message_attempts_result_check" CHECK ("message_attempts"."result" in ('accepted', 'delivered', 'bounced', 'refused', 'unreachable', 'timed_out'))
);
--> statement-breakpoint
CREATE TABLE "message_templates" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"merchant_id" uuid,
	"trigger" text NOT NULL,
	"channel" text NOT NULL,
	"language" text NOT NULL,
	"version" integer NOT NULL,
	"subject" text,
	"body" text NOT NULL,
	"created_by_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"retired_at" timestamp (3) with time zone,
	CONSTRAINT "message_templates_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "message_templates_trigger_check" CHECK ("message_templates"."trigger" in ('promise_made', 'day_before', 'day_of', 'on_the_way', 'eta_under', 'arrived', 'completed', 'partially_completed', 'incomplete', 'damaged', 'late', 'changed', 'cancelled')),
	CONSTRAINT "message_templates_channel_check" CHECK ("message_templates"."channel" in ('email', 'sms'))
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"notification_id" uuid,
	"job_id" uuid,
	"customer_id" uuid,
	"merchant_id" uuid,
	"trigger" text,
	"channel" text NOT NULL,
	"purpose" text NOT NULL,
	"template_id" uuid,
	"language" text NOT NULL,
	"to_address" text NOT NULL,
	"to_name" text,
	"from_address" text,
	"subject" text,
	"text" text NOT NULL,
	"html" text,
	"variables" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"state" text NOT NULL,
	"state_changed_at" timestamp (3) with time zone NOT NULL,
	"suppression_reason" text,
	"not_before" timestamp (3) with time zone,
	"not_after" timestamp (3) with time zone,
	"provider" text,
	"provider_message_id" text,
	"attempt_count" integer DEFAULT 0 NOT NULL,
	"segments" integer,
	"failure" text,
	"queued_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"delivered_at" timestamp (3) with time zone,
	CONSTRAINT "messages_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "messages_trigger_check" CHECK ("messages"."trigger" in ('promise_made', 'day_before', 'day_of', 'on_the_way', 'eta_under', 'arrived', 'completed', 'partially_completed', 'incomplete', 'damaged', 'late', 'changed', 'cancelled')),
	CONSTRAINT "messages_channel_check" CHECK ("messages"."channel" in ('email', 'sms')),
	CONSTRAINT "messages_purpose_check" CHECK ("messages"."purpose" in ('service', 'rating', 'marketing')),
	CONSTRAINT "messages_state_check" CHECK ("messages"."state" in ('queued', 'sending', 'sent', 'delivered', 'bounced', 'failed', 'suppressed')),
	CONSTRAINT "messages_suppression_reason_check" CHECK ("messages"."suppression_reason" in ('opt_out', 'quiet_hours_passed', 'sandbox', 'duplicate', 'no_longer_true', 'no_address', 'switched_off'))
);
--> statement-breakpoint
CREATE TABLE "notification_rules" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"merchant_id" uuid,
	"trigger" text NOT NULL,
	"channel" text NOT NULL,
	"enabled" boolean NOT NULL,
	"purpose" text DEFAULT 'service' NOT NULL,
	"delay_seconds" integer DEFAULT 0 NOT NULL,
	"threshold_minutes" integer,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "notification_rules_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "notification_rules_trigger_check" CHECK ("notification_rules"."trigger" in ('promise_made', 'day_before', 'day_of', 'on_the_way', 'eta_under', 'arrived', 'completed', 'partially_completed', 'incomplete', 'damaged', 'late', 'changed', 'cancelled')),
	CONSTRAINT "notification_rules_channel_check" CHECK ("notification_rules"."channel" in ('email', 'sms')),
	CONSTRAINT "notification_rules_purpose_check" CHECK ("notification_rules"."purpose" in ('service', 'rating', 'marketing'))
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"trigger" text NOT NULL,
	"job_id" uuid NOT NULL,
	"contact_id" uuid,
	"promise_id" uuid,
	"event_seq" bigint,
	"dedupe_key" text NOT NULL,
	"decided_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "notifications_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "notifications_trigger_check" CHECK ("notifications"."trigger" in ('promise_made', 'day_before', 'day_of', 'on_the_way', 'eta_under', 'arrived', 'completed', 'partially_completed', 'incomplete', 'damaged', 'late', 'changed', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "opt_outs" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"channel" text NOT NULL,
	"address" text NOT NULL,
	"merchant_id" uuid,
	"purpose" text,
	"evidence" jsonb NOT NULL,
	"opted_out_at" timestamp (3) with time zone NOT NULL,
	"lifted_at" timestamp (3) with time zone,
	"lifted_evidence" jsonb,
	CONSTRAINT "opt_outs_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "opt_outs_channel_check" CHECK ("opt_outs"."channel" in ('email', 'sms')),
	CONSTRAINT "opt_outs_purpose_check" CHECK ("opt_outs"."purpose" in ('service', 'rating', 'marketing'))
);
--> statement-breakpoint
CREATE TABLE "email_receipts" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"message_id" uuid,
	"kind" text NOT NULL,
	"status_code" text,
	"diagnostic" text,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "email_receipts_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "email_receipts_kind_check" CHECK ("email_receipts"."kind" in ('delivered', 'delayed', 'bounced', 'complained'))
);
--> statement-breakpoint
CREATE TABLE "outbox_emails" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"from_address" text NOT NULL,
	"to_address" text NOT NULL,
	"reply_to" text,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"html" text,
	"headers" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"kept_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "outbox_emails_pkey" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "outbox_texts" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"from_address" text,
	"to_address" text NOT NULL,
	"text" text NOT NULL,
	"encoding" text NOT NULL,
	"segments" integer NOT NULL,
	"kept_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "outbox_texts_pkey" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "sms_parts" (
	"organisation_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"provider" text NOT NULL,
	"provider_message_id" text NOT NULL,
	"accepted_at" timestamp (3) with time zone NOT NULL,
	"receipt_status" text,
	"receipt_at" timestamp (3) with time zone,
	CONSTRAINT "sms_parts_pkey" PRIMARY KEY("organisation_id","message_id","number")
);
--> statement-breakpoint
CREATE TABLE "sms_receipts" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"message_id" uuid,
	"provider" text NOT NULL,
	"provider_message_id" text NOT NULL,
	"status" text NOT NULL,
	"error_code" text,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sms_receipts_pkey" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "plan_jobs" (
	"organisation_id" uuid NOT NULL,
	"plan_id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"placed" boolean,
	"vehicle_id" uuid,
	"unplaced_reason" text,
	"unplaced_detail" jsonb,
	CONSTRAINT "plan_jobs_pkey" PRIMARY KEY("organisation_id","plan_id","job_id")
);
--> statement-breakpoint
CREATE TABLE "plan_vehicles" (
	"organisation_id" uuid NOT NULL,
	"plan_id" uuid NOT NULL,
	"vehicle_id" uuid NOT NULL,
	"date" date NOT NULL,
	CONSTRAINT "plan_vehicles_pkey" PRIMARY KEY("organisation_id","plan_id","vehicle_id","date")
);
--> statement-breakpoint
CREATE TABLE "plans" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text,
	"branch_id" uuid NOT NULL,
	"from_date" date NOT NULL,
	"to_date" date NOT NULL,
	"state" text NOT NULL,
	"seed" integer NOT NULL,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"progress" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"input" jsonb,
	"result" jsonb,
	"checker_findings" jsonb,
	"job_count" integer,
	"placed_count" integer,
	"vehicle_count" integer,
	"distance_meters" bigint,
	"driving_seconds" bigint,
	"working_seconds" bigint,
	"cost_minor" bigint,
	"windows_broken" integer,
	"based_on_plan_id" uuid,
	"stop_requested_at" timestamp (3) with time zone,
	"failure" text,
	"created_by_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"applied_at" timestamp (3) with time zone,
	"applied_by_id" text,
	"dropped_at" timestamp (3) with time zone,
	CONSTRAINT "plans_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "plans_state_check" CHECK ("plans"."state" in ('draft', 'running', 'done', 'stopped', 'failed', 'applied', 'dropped'))
);
--> statement-breakpoint
CREATE TABLE "day_figures" (
	"organisation_id" uuid NOT NULL,
	"service_date" date NOT NULL,
	"branch_id" uuid NOT NULL,
	"merchant_id" uuid NOT NULL,
	"jobs" integer DEFAULT 0 NOT NULL,
	"completed" integer DEFAULT 0 NOT NULL,
	"partially_completed" integer DEFAULT 0 NOT NULL,
	"incomplete" integer DEFAULT 0 NOT NULL,
	"damaged" integer DEFAULT 0 NOT NULL,
	"cancelled" integer DEFAULT 0 NOT NULL,
	"not_attempted" integer DEFAULT 0 NOT NULL,
	"first_attempts" integer DEFAULT 0 NOT NULL,
	"first_attempts_completed" integer DEFAULT 0 NOT NULL,
	"promised" integer DEFAULT 0 NOT NULL,
	"on_time_first_promise" integer DEFAULT 0 NOT NULL,
	"on_time_current_promise" integer DEFAULT 0 NOT NULL,
	"driven_distance_meters" bigint DEFAULT 0 NOT NULL,
	"worked_seconds" bigint DEFAULT 0 NOT NULL,
	"cost_minor" bigint DEFAULT 0 NOT NULL,
	"messages" integer DEFAULT 0 NOT NULL,
	"claims" integer DEFAULT 0 NOT NULL,
	"through_seq" bigint NOT NULL,
	"computed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "day_figures_pkey" PRIMARY KEY("organisation_id","service_date","branch_id","merchant_id")
);
--> statement-breakpoint
CREATE TABLE "report_exports" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"requested_by_id" uuid,
	"file_id" uuid,
	"failure" text,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "report_exports_pkey" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "eta_samples" (
	"organisation_id" uuid NOT NULL,
	"stop_id" uuid NOT NULL,
	"lead_minutes" integer NOT NULL,
	"computed_at" timestamp (3) with time zone NOT NULL,
	"arrival_at" timestamp (3) with time zone NOT NULL,
	"p10_at" timestamp (3) with time zone NOT NULL,
	"p90_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "eta_samples_pkey" PRIMARY KEY("organisation_id","stop_id","lead_minutes")
);
--> statement-breakpoint
CREATE TABLE "etas" (
	"organisation_id" uuid NOT NULL,
	"stop_id" uuid NOT NULL,
	"itinerary_id" uuid NOT NULL,
	"job_id" uuid,
	"arrival_at" timestamp (3) with time zone NOT NULL,
	"p10_at" timestamp (3) with time zone NOT NULL,
	"p90_at" timestamp (3) with time zone NOT NULL,
	"computed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "etas_pkey" PRIMARY KEY("organisation_id","stop_id"),
	CONSTRAINT "etas_interval" CHECK ("etas"."p10_at" <= "etas"."arrival_at" and "etas"."arrival_at" <= "etas"."p90_at")
);
--> statement-breakpoint
CREATE TABLE "latest_positions" (
	"organisation_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"operator_id" uuid NOT NULL,
	"itinerary_id" uuid,
	"device_at" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"lon" double precision NOT NULL,
	"lat" double precision NOT NULL,
	"accuracy_meters" double precision,
	"speed_meters_per_second" double precision,
	"heading_degrees" double precision,
	CONSTRAINT "latest_positions_pkey" PRIMARY KEY("organisation_id","device_id")
);
--> statement-breakpoint
CREATE TABLE "positions" (
	"organisation_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"device_at" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"operator_id" uuid NOT NULL,
	"itinerary_id" uuid,
	"lon" double precision NOT NULL,
	"lat" double precision NOT NULL,
	"accuracy_meters" double precision,
	"speed_meters_per_second" double precision,
	"heading_degrees" double precision,
	CONSTRAINT "positions_pkey" PRIMARY KEY("organisation_id","device_id","device_at")
) PARTITION BY RANGE ("device_at");
--> statement-breakpoint
CREATE TABLE "ratings" (
	"organisation_id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"stars" integer NOT NULL,
	"words" text,
	"rated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "ratings_pkey" PRIMARY KEY("organisation_id","job_id"),
	CONSTRAINT "ratings_stars_range" CHECK ("ratings"."stars" between 1 and 5)
);
--> statement-breakpoint
CREATE TABLE "tracker_actions" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"link_id" uuid,
	"kind" text NOT NULL,
	"payload" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"happened_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "tracker_actions_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "tracker_actions_kind_check" CHECK ("tracker_actions"."kind" in ('confirm', 'request_change', 'choose_slot', 'add_instructions', 'set_entrance', 'add_photo', 'contact', 'rate', 'change_channel', 'opt_out'))
);
--> statement-breakpoint
CREATE TABLE "tracker_links" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"contact_id" uuid,
	"token_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"last_opened_at" timestamp (3) with time zone,
	CONSTRAINT "tracker_links_pkey" PRIMARY KEY("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "webhook_attempts" (
	"organisation_id" uuid NOT NULL,
	"delivery_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"duration_ms" integer,
	"status" integer,
	"error" text,
	"answer" text,
	CONSTRAINT "webhook_attempts_pkey" PRIMARY KEY("organisation_id","delivery_id","number")
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"event_seq" bigint NOT NULL,
	"event_type" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"state" text NOT NULL,
	"body" jsonb,
	"attempt_count" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp (3) with time zone,
	"last_status" integer,
	"last_error" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"delivered_at" timestamp (3) with time zone,
	CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "webhook_deliveries_state_check" CHECK ("webhook_deliveries"."state" in ('queued', 'sending', 'delivered', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "webhook_endpoints" (
	"organisation_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"url" text NOT NULL,
	"description" text,
	"merchant_id" uuid,
	"event_types" text[] DEFAULT '{}' NOT NULL,
	"secret" text NOT NULL,
	"previous_secret" text,
	"previous_secret_until" timestamp (3) with time zone,
	"state" text NOT NULL,
	"disabled_reason" text,
	"disabled_at" timestamp (3) with time zone,
	"consecutive_failures" integer DEFAULT 0 NOT NULL,
	"first_failed_at" timestamp (3) with time zone,
	"created_by_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "webhook_endpoints_pkey" PRIMARY KEY("organisation_id","id"),
	CONSTRAINT "webhook_endpoints_state_check" CHECK ("webhook_endpoints"."state" in ('enabled', 'disabled'))
);
--> statement-breakpoint
ALTER TABLE "access_tokens" ADD CONSTRAINT "access_tokens_session_id_fkey" FOREIGN KEY ("organisation_id","session_id") REFERENCES "public"."refresh_sessions"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_created_by_fkey" FOREIGN KEY ("organisation_id","created_by") REFERENCES "public"."members"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "branch_calendar_days" ADD CONSTRAINT "branch_calendar_days_branch_id_fkey" FOREIGN KEY ("organisation_id","branch_id") REFERENCES "public"."branches"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "branch_hours" ADD CONSTRAINT "branch_hours_branch_id_fkey" FOREIGN KEY ("organisation_id","branch_id") REFERENCES "public"."branches"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "branches" ADD CONSTRAINT "branches_organisation_fkey" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_scopes" ADD CONSTRAINT "member_scopes_member_id_fkey" FOREIGN KEY ("organisation_id","member_id") REFERENCES "public"."members"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_tokens" ADD CONSTRAINT "member_tokens_member_id_fkey" FOREIGN KEY ("organisation_id","member_id") REFERENCES "public"."members"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_organisation_fkey" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_names" ADD CONSTRAINT "sign_in_names_member_fkey" FOREIGN KEY ("organisation_id","member_id") REFERENCES "public"."members"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "address_corrections" ADD CONSTRAINT "address_corrections_address_id_fkey" FOREIGN KEY ("organisation_id","address_id") REFERENCES "public"."addresses"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "address_geocodes" ADD CONSTRAINT "address_geocodes_address_id_fkey" FOREIGN KEY ("organisation_id","address_id") REFERENCES "public"."addresses"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "addresses" ADD CONSTRAINT "addresses_customer_id_fkey" FOREIGN KEY ("organisation_id","customer_id") REFERENCES "public"."customers"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_channels" ADD CONSTRAINT "customer_channels_customer_id_fkey" FOREIGN KEY ("organisation_id","customer_id") REFERENCES "public"."customers"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_merges" ADD CONSTRAINT "customer_merges_kept_customer_id_fkey" FOREIGN KEY ("organisation_id","kept_customer_id") REFERENCES "public"."customers"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_merges" ADD CONSTRAINT "customer_merges_merged_customer_id_fkey" FOREIGN KEY ("organisation_id","merged_customer_id") REFERENCES "public"."customers"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_merchant_id_fkey" FOREIGN KEY ("organisation_id","merchant_id") REFERENCES "public"."merchants"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_merged_into_id_fkey" FOREIGN KEY ("organisation_id","merged_into_id") REFERENCES "public"."customers"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_operator_id_fkey" FOREIGN KEY ("organisation_id","operator_id") REFERENCES "public"."operators"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duty_events" ADD CONSTRAINT "duty_events_operator_id_fkey" FOREIGN KEY ("organisation_id","operator_id") REFERENCES "public"."operators"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duty_events" ADD CONSTRAINT "duty_events_device_id_fkey" FOREIGN KEY ("organisation_id","device_id") REFERENCES "public"."devices"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "location_hours" ADD CONSTRAINT "location_hours_location_id_fkey" FOREIGN KEY ("organisation_id","location_id") REFERENCES "public"."locations"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "locations" ADD CONSTRAINT "locations_branch_id_fkey" FOREIGN KEY ("organisation_id","branch_id") REFERENCES "public"."branches"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operator_calendar_days" ADD CONSTRAINT "operator_calendar_days_operator_id_fkey" FOREIGN KEY ("organisation_id","operator_id") REFERENCES "public"."operators"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operator_hours" ADD CONSTRAINT "operator_hours_operator_id_fkey" FOREIGN KEY ("organisation_id","operator_id") REFERENCES "public"."operators"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operators" ADD CONSTRAINT "operators_branch_id_fkey" FOREIGN KEY ("organisation_id","branch_id") REFERENCES "public"."branches"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operators" ADD CONSTRAINT "operators_carrier_id_fkey" FOREIGN KEY ("organisation_id","carrier_id") REFERENCES "public"."carriers"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operators" ADD CONSTRAINT "operators_usual_vehicle_id_fkey" FOREIGN KEY ("organisation_id","usual_vehicle_id") REFERENCES "public"."vehicles"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_codes" ADD CONSTRAINT "pairing_codes_operator_id_fkey" FOREIGN KEY ("organisation_id","operator_id") REFERENCES "public"."operators"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_codes" ADD CONSTRAINT "pairing_codes_device_id_fkey" FOREIGN KEY ("organisation_id","device_id") REFERENCES "public"."devices"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vehicle_breaks" ADD CONSTRAINT "vehicle_breaks_vehicle_id_fkey" FOREIGN KEY ("organisation_id","vehicle_id") REFERENCES "public"."vehicles"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vehicle_outages" ADD CONSTRAINT "vehicle_outages_vehicle_id_fkey" FOREIGN KEY ("organisation_id","vehicle_id") REFERENCES "public"."vehicles"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vehicle_shifts" ADD CONSTRAINT "vehicle_shifts_vehicle_id_fkey" FOREIGN KEY ("organisation_id","vehicle_id") REFERENCES "public"."vehicles"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vehicles" ADD CONSTRAINT "vehicles_branch_id_fkey" FOREIGN KEY ("organisation_id","branch_id") REFERENCES "public"."branches"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vehicles" ADD CONSTRAINT "vehicles_carrier_id_fkey" FOREIGN KEY ("organisation_id","carrier_id") REFERENCES "public"."carriers"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vehicles" ADD CONSTRAINT "vehicles_start_location_id_fkey" FOREIGN KEY ("organisation_id","start_location_id") REFERENCES "public"."locations"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vehicles" ADD CONSTRAINT "vehicles_end_location_id_fkey" FOREIGN KEY ("organisation_id","end_location_id") REFERENCES "public"."locations"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_itinerary_id_fkey" FOREIGN KEY ("organisation_id","itinerary_id") REFERENCES "public"."itineraries"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_command_id_fkey" FOREIGN KEY ("organisation_id","command_id") REFERENCES "public"."device_commands"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "crew_messages" ADD CONSTRAINT "crew_messages_itinerary_id_fkey" FOREIGN KEY ("organisation_id","itinerary_id") REFERENCES "public"."itineraries"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "crew_messages" ADD CONSTRAINT "crew_messages_operator_id_fkey" FOREIGN KEY ("organisation_id","operator_id") REFERENCES "public"."operators"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "crew_messages" ADD CONSTRAINT "crew_messages_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_commands" ADD CONSTRAINT "device_commands_device_id_fkey" FOREIGN KEY ("organisation_id","device_id") REFERENCES "public"."devices"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_commands" ADD CONSTRAINT "device_commands_operator_id_fkey" FOREIGN KEY ("organisation_id","operator_id") REFERENCES "public"."operators"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_commands" ADD CONSTRAINT "device_commands_itinerary_id_fkey" FOREIGN KEY ("organisation_id","itinerary_id") REFERENCES "public"."itineraries"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_commands" ADD CONSTRAINT "device_commands_stop_id_fkey" FOREIGN KEY ("organisation_id","stop_id") REFERENCES "public"."stops"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_commands" ADD CONSTRAINT "device_commands_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "itineraries" ADD CONSTRAINT "itineraries_branch_id_fkey" FOREIGN KEY ("organisation_id","branch_id") REFERENCES "public"."branches"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "itineraries" ADD CONSTRAINT "itineraries_plan_id_fkey" FOREIGN KEY ("organisation_id","plan_id") REFERENCES "public"."plans"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "itineraries" ADD CONSTRAINT "itineraries_carrier_id_fkey" FOREIGN KEY ("organisation_id","carrier_id") REFERENCES "public"."carriers"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "itineraries" ADD CONSTRAINT "itineraries_start_location_id_fkey" FOREIGN KEY ("organisation_id","start_location_id") REFERENCES "public"."locations"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "itineraries" ADD CONSTRAINT "itineraries_end_location_id_fkey" FOREIGN KEY ("organisation_id","end_location_id") REFERENCES "public"."locations"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "itinerary_acknowledgements" ADD CONSTRAINT "itinerary_acknowledgements_itinerary_id_fkey" FOREIGN KEY ("organisation_id","itinerary_id") REFERENCES "public"."itineraries"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "itinerary_acknowledgements" ADD CONSTRAINT "itinerary_acknowledgements_device_id_fkey" FOREIGN KEY ("organisation_id","device_id") REFERENCES "public"."devices"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "itinerary_baselines" ADD CONSTRAINT "itinerary_baselines_itinerary_id_fkey" FOREIGN KEY ("organisation_id","itinerary_id") REFERENCES "public"."itineraries"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "itinerary_crew" ADD CONSTRAINT "itinerary_crew_itinerary_id_fkey" FOREIGN KEY ("organisation_id","itinerary_id") REFERENCES "public"."itineraries"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "itinerary_crew" ADD CONSTRAINT "itinerary_crew_operator_id_fkey" FOREIGN KEY ("organisation_id","operator_id") REFERENCES "public"."operators"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "itinerary_vehicles" ADD CONSTRAINT "itinerary_vehicles_itinerary_id_fkey" FOREIGN KEY ("organisation_id","itinerary_id") REFERENCES "public"."itineraries"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "itinerary_vehicles" ADD CONSTRAINT "itinerary_vehicles_vehicle_id_fkey" FOREIGN KEY ("organisation_id","vehicle_id") REFERENCES "public"."vehicles"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stop_actions" ADD CONSTRAINT "stop_actions_stop_id_fkey" FOREIGN KEY ("organisation_id","stop_id") REFERENCES "public"."stops"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stop_actions" ADD CONSTRAINT "stop_actions_action_id_fkey" FOREIGN KEY ("organisation_id","action_id") REFERENCES "public"."job_actions"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stops" ADD CONSTRAINT "stops_itinerary_id_fkey" FOREIGN KEY ("organisation_id","itinerary_id") REFERENCES "public"."itineraries"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stops" ADD CONSTRAINT "stops_trip_id_fkey" FOREIGN KEY ("organisation_id","trip_id") REFERENCES "public"."trips"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stops" ADD CONSTRAINT "stops_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stops" ADD CONSTRAINT "stops_location_id_fkey" FOREIGN KEY ("organisation_id","location_id") REFERENCES "public"."locations"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stops" ADD CONSTRAINT "stops_other_itinerary_id_fkey" FOREIGN KEY ("organisation_id","other_itinerary_id") REFERENCES "public"."itineraries"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trips" ADD CONSTRAINT "trips_itinerary_id_fkey" FOREIGN KEY ("organisation_id","itinerary_id") REFERENCES "public"."itineraries"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trips" ADD CONSTRAINT "trips_load_location_id_fkey" FOREIGN KEY ("organisation_id","load_location_id") REFERENCES "public"."locations"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_report_id_fkey" FOREIGN KEY ("organisation_id","report_id") REFERENCES "public"."reports"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_operator_id_fkey" FOREIGN KEY ("organisation_id","operator_id") REFERENCES "public"."operators"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_files" ADD CONSTRAINT "report_files_report_id_fkey" FOREIGN KEY ("organisation_id","report_id") REFERENCES "public"."reports"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_files" ADD CONSTRAINT "report_files_file_id_fkey" FOREIGN KEY ("organisation_id","file_id") REFERENCES "public"."files"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_action_id_fkey" FOREIGN KEY ("organisation_id","action_id") REFERENCES "public"."job_actions"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_reason_id_fkey" FOREIGN KEY ("organisation_id","reason_id") REFERENCES "public"."reasons"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_batches" ADD CONSTRAINT "import_batches_branch_id_fkey" FOREIGN KEY ("organisation_id","branch_id") REFERENCES "public"."branches"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_batches" ADD CONSTRAINT "import_batches_merchant_id_fkey" FOREIGN KEY ("organisation_id","merchant_id") REFERENCES "public"."merchants"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_batches" ADD CONSTRAINT "import_batches_file_id_fkey" FOREIGN KEY ("organisation_id","file_id") REFERENCES "public"."files"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_mappings" ADD CONSTRAINT "import_mappings_merchant_id_fkey" FOREIGN KEY ("organisation_id","merchant_id") REFERENCES "public"."merchants"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_batch_id_fkey" FOREIGN KEY ("organisation_id","batch_id") REFERENCES "public"."import_batches"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_faults" ADD CONSTRAINT "job_faults_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handover_permissions" ADD CONSTRAINT "handover_permissions_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_actions" ADD CONSTRAINT "job_actions_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_actions" ADD CONSTRAINT "job_actions_order_id_fkey" FOREIGN KEY ("organisation_id","order_id") REFERENCES "public"."orders"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_actions" ADD CONSTRAINT "job_actions_from_location_id_fkey" FOREIGN KEY ("organisation_id","from_location_id") REFERENCES "public"."locations"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_actions" ADD CONSTRAINT "job_actions_to_location_id_fkey" FOREIGN KEY ("organisation_id","to_location_id") REFERENCES "public"."locations"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_actions" ADD CONSTRAINT "job_actions_exchange_with_id_fkey" FOREIGN KEY ("organisation_id","exchange_with_id") REFERENCES "public"."job_actions"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_actions" ADD CONSTRAINT "job_actions_reason_id_fkey" FOREIGN KEY ("organisation_id","reason_id") REFERENCES "public"."reasons"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_attachments" ADD CONSTRAINT "job_attachments_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_attachments" ADD CONSTRAINT "job_attachments_file_id_fkey" FOREIGN KEY ("organisation_id","file_id") REFERENCES "public"."files"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_contacts" ADD CONSTRAINT "job_contacts_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_contacts" ADD CONSTRAINT "job_contacts_customer_id_fkey" FOREIGN KEY ("organisation_id","customer_id") REFERENCES "public"."customers"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_links" ADD CONSTRAINT "job_links_from_job_id_fkey" FOREIGN KEY ("organisation_id","from_job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_links" ADD CONSTRAINT "job_links_to_job_id_fkey" FOREIGN KEY ("organisation_id","to_job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_windows" ADD CONSTRAINT "job_windows_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_branch_id_fkey" FOREIGN KEY ("organisation_id","branch_id") REFERENCES "public"."branches"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_merchant_id_fkey" FOREIGN KEY ("organisation_id","merchant_id") REFERENCES "public"."merchants"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_customer_id_fkey" FOREIGN KEY ("organisation_id","customer_id") REFERENCES "public"."customers"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_address_id_fkey" FOREIGN KEY ("organisation_id","address_id") REFERENCES "public"."addresses"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_cancel_reason_id_fkey" FOREIGN KEY ("organisation_id","cancel_reason_id") REFERENCES "public"."reasons"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_merchant_id_fkey" FOREIGN KEY ("organisation_id","merchant_id") REFERENCES "public"."merchants"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_purchaser_id_fkey" FOREIGN KEY ("organisation_id","purchaser_id") REFERENCES "public"."customers"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action_records" ADD CONSTRAINT "action_records_action_id_fkey" FOREIGN KEY ("organisation_id","action_id") REFERENCES "public"."job_actions"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action_records" ADD CONSTRAINT "action_records_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action_records" ADD CONSTRAINT "action_records_reason_id_fkey" FOREIGN KEY ("organisation_id","reason_id") REFERENCES "public"."reasons"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_outcomes" ADD CONSTRAINT "job_outcomes_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_outcomes" ADD CONSTRAINT "job_outcomes_reason_id_fkey" FOREIGN KEY ("organisation_id","reason_id") REFERENCES "public"."reasons"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_resolutions" ADD CONSTRAINT "job_resolutions_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_resolutions" ADD CONSTRAINT "job_resolutions_follow_up_job_id_fkey" FOREIGN KEY ("organisation_id","follow_up_job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promises" ADD CONSTRAINT "promises_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proof_parts" ADD CONSTRAINT "proof_parts_proof_id_fkey" FOREIGN KEY ("organisation_id","proof_id") REFERENCES "public"."proofs"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proof_parts" ADD CONSTRAINT "proof_parts_file_id_fkey" FOREIGN KEY ("organisation_id","file_id") REFERENCES "public"."files"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proofs" ADD CONSTRAINT "proofs_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody_entries" ADD CONSTRAINT "custody_entries_piece_id_fkey" FOREIGN KEY ("organisation_id","piece_id") REFERENCES "public"."pieces"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody_entries" ADD CONSTRAINT "custody_entries_reason_id_fkey" FOREIGN KEY ("organisation_id","reason_id") REFERENCES "public"."reasons"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pieces" ADD CONSTRAINT "pieces_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pieces" ADD CONSTRAINT "pieces_action_id_fkey" FOREIGN KEY ("organisation_id","action_id") REFERENCES "public"."job_actions"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbound_messages" ADD CONSTRAINT "inbound_messages_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_attempts" ADD CONSTRAINT "message_attempts_message_id_fkey" FOREIGN KEY ("organisation_id","message_id") REFERENCES "public"."messages"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_templates" ADD CONSTRAINT "message_templates_merchant_id_fkey" FOREIGN KEY ("organisation_id","merchant_id") REFERENCES "public"."merchants"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_notification_id_fkey" FOREIGN KEY ("organisation_id","notification_id") REFERENCES "public"."notifications"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_customer_id_fkey" FOREIGN KEY ("organisation_id","customer_id") REFERENCES "public"."customers"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_merchant_id_fkey" FOREIGN KEY ("organisation_id","merchant_id") REFERENCES "public"."merchants"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_template_id_fkey" FOREIGN KEY ("organisation_id","template_id") REFERENCES "public"."message_templates"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_rules" ADD CONSTRAINT "notification_rules_merchant_id_fkey" FOREIGN KEY ("organisation_id","merchant_id") REFERENCES "public"."merchants"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_contact_id_fkey" FOREIGN KEY ("organisation_id","contact_id") REFERENCES "public"."job_contacts"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_promise_id_fkey" FOREIGN KEY ("organisation_id","promise_id") REFERENCES "public"."promises"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opt_outs" ADD CONSTRAINT "opt_outs_merchant_id_fkey" FOREIGN KEY ("organisation_id","merchant_id") REFERENCES "public"."merchants"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox_emails" ADD CONSTRAINT "outbox_emails_message_id_fkey" FOREIGN KEY ("organisation_id","message_id") REFERENCES "public"."messages"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox_texts" ADD CONSTRAINT "outbox_texts_message_id_fkey" FOREIGN KEY ("organisation_id","message_id") REFERENCES "public"."messages"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sms_parts" ADD CONSTRAINT "sms_parts_message_id_fkey" FOREIGN KEY ("organisation_id","message_id") REFERENCES "public"."messages"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_jobs" ADD CONSTRAINT "plan_jobs_plan_id_fkey" FOREIGN KEY ("organisation_id","plan_id") REFERENCES "public"."plans"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_jobs" ADD CONSTRAINT "plan_jobs_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_jobs" ADD CONSTRAINT "plan_jobs_vehicle_id_fkey" FOREIGN KEY ("organisation_id","vehicle_id") REFERENCES "public"."vehicles"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_vehicles" ADD CONSTRAINT "plan_vehicles_plan_id_fkey" FOREIGN KEY ("organisation_id","plan_id") REFERENCES "public"."plans"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_vehicles" ADD CONSTRAINT "plan_vehicles_vehicle_id_fkey" FOREIGN KEY ("organisation_id","vehicle_id") REFERENCES "public"."vehicles"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plans" ADD CONSTRAINT "plans_branch_id_fkey" FOREIGN KEY ("organisation_id","branch_id") REFERENCES "public"."branches"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plans" ADD CONSTRAINT "plans_based_on_plan_id_fkey" FOREIGN KEY ("organisation_id","based_on_plan_id") REFERENCES "public"."plans"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "day_figures" ADD CONSTRAINT "day_figures_branch_id_fkey" FOREIGN KEY ("organisation_id","branch_id") REFERENCES "public"."branches"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "day_figures" ADD CONSTRAINT "day_figures_merchant_id_fkey" FOREIGN KEY ("organisation_id","merchant_id") REFERENCES "public"."merchants"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_exports" ADD CONSTRAINT "report_exports_file_id_fkey" FOREIGN KEY ("organisation_id","file_id") REFERENCES "public"."files"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "eta_samples" ADD CONSTRAINT "eta_samples_stop_id_fkey" FOREIGN KEY ("organisation_id","stop_id") REFERENCES "public"."stops"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etas" ADD CONSTRAINT "etas_stop_id_fkey" FOREIGN KEY ("organisation_id","stop_id") REFERENCES "public"."stops"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etas" ADD CONSTRAINT "etas_itinerary_id_fkey" FOREIGN KEY ("organisation_id","itinerary_id") REFERENCES "public"."itineraries"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etas" ADD CONSTRAINT "etas_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "latest_positions" ADD CONSTRAINT "latest_positions_device_id_fkey" FOREIGN KEY ("organisation_id","device_id") REFERENCES "public"."devices"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ratings" ADD CONSTRAINT "ratings_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tracker_actions" ADD CONSTRAINT "tracker_actions_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tracker_actions" ADD CONSTRAINT "tracker_actions_link_id_fkey" FOREIGN KEY ("organisation_id","link_id") REFERENCES "public"."tracker_links"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tracker_links" ADD CONSTRAINT "tracker_links_job_id_fkey" FOREIGN KEY ("organisation_id","job_id") REFERENCES "public"."jobs"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tracker_links" ADD CONSTRAINT "tracker_links_contact_id_fkey" FOREIGN KEY ("organisation_id","contact_id") REFERENCES "public"."job_contacts"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_attempts" ADD CONSTRAINT "webhook_attempts_delivery_id_fkey" FOREIGN KEY ("organisation_id","delivery_id") REFERENCES "public"."webhook_deliveries"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_endpoint_id_fkey" FOREIGN KEY ("organisation_id","endpoint_id") REFERENCES "public"."webhook_endpoints"("organisation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_endpoints" ADD CONSTRAINT "webhook_endpoints_merchant_id_fkey" FOREIGN KEY ("organisation_id","merchant_id") REFERENCES "public"."merchants"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "events_subject" ON "events" USING btree ("organisation_id","subject_kind","subject_id","seq");--> statement-breakpoint
CREATE INDEX "files_sha256" ON "files" USING btree ("organisation_id","sha256");--> statement-breakpoint
CREATE INDEX "files_expiry" ON "files" USING btree ("organisation_id","expires_at");--> statement-breakpoint
CREATE INDEX "idempotency_keys_age" ON "idempotency_keys" USING btree ("organisation_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "installation_operators_email" ON "installation_operators" USING btree ("email");--> statement-breakpoint
CREATE INDEX "business_timers_due" ON "business_timers" USING btree ("organisation_id","due_at");--> statement-breakpoint
CREATE INDEX "access_tokens_session" ON "access_tokens" USING btree ("organisation_id","session_id");--> statement-breakpoint
CREATE INDEX "access_tokens_expiry" ON "access_tokens" USING btree ("organisation_id","expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash" ON "api_keys" USING btree ("organisation_id","key_hash");--> statement-breakpoint
CREATE INDEX "branch_hours_branch" ON "branch_hours" USING btree ("organisation_id","branch_id","weekday");--> statement-breakpoint
CREATE UNIQUE INDEX "branches_code" ON "branches" USING btree ("organisation_id","code");--> statement-breakpoint
CREATE UNIQUE INDEX "member_tokens_hash" ON "member_tokens" USING btree ("organisation_id","token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "members_email" ON "members" USING btree ("organisation_id","email");--> statement-breakpoint
CREATE UNIQUE INDEX "organisations_short_id" ON "organisations" USING btree ("short_id");--> statement-breakpoint
CREATE UNIQUE INDEX "refresh_sessions_hash" ON "refresh_sessions" USING btree ("organisation_id","refresh_hash");--> statement-breakpoint
CREATE INDEX "refresh_sessions_previous" ON "refresh_sessions" USING btree ("organisation_id","previous_hash");--> statement-breakpoint
CREATE INDEX "refresh_sessions_principal" ON "refresh_sessions" USING btree ("organisation_id","kind","principal_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sign_in_names_member" ON "sign_in_names" USING btree ("organisation_id","member_id");--> statement-breakpoint
CREATE INDEX "address_corrections_address" ON "address_corrections" USING btree ("organisation_id","address_id","corrected_at");--> statement-breakpoint
CREATE INDEX "address_geocodes_address" ON "address_geocodes" USING btree ("organisation_id","address_id","created_at");--> statement-breakpoint
CREATE INDEX "addresses_customer" ON "addresses" USING btree ("organisation_id","customer_id");--> statement-breakpoint
CREATE INDEX "addresses_postcode" ON "addresses" USING btree ("organisation_id","postcode");--> statement-breakpoint
CREATE INDEX "customer_channels_customer" ON "customer_channels" USING btree ("organisation_id","customer_id");--> statement-breakpoint
CREATE INDEX "customer_channels_normalised" ON "customer_channels" USING btree ("organisation_id","channel","normalised");--> statement-breakpoint
CREATE UNIQUE INDEX "customers_reference" ON "customers" USING btree ("organisation_id","merchant_id","reference_id");--> statement-breakpoint
CREATE INDEX "customers_name" ON "customers" USING btree ("organisation_id","merchant_id","name");--> statement-breakpoint
CREATE UNIQUE INDEX "merchants_code" ON "merchants" USING btree ("organisation_id","code");--> statement-breakpoint
CREATE UNIQUE INDEX "merchants_own_goods" ON "merchants" USING btree ("organisation_id") WHERE "merchants"."own_goods";--> statement-breakpoint
CREATE INDEX "devices_operator" ON "devices" USING btree ("organisation_id","operator_id");--> statement-breakpoint
CREATE INDEX "duty_events_operator" ON "duty_events" USING btree ("organisation_id","operator_id","happened_at");--> statement-breakpoint
CREATE INDEX "location_hours_location" ON "location_hours" USING btree ("organisation_id","location_id","weekday");--> statement-breakpoint
CREATE UNIQUE INDEX "locations_code" ON "locations" USING btree ("organisation_id","code");--> statement-breakpoint
CREATE INDEX "operator_hours_operator" ON "operator_hours" USING btree ("organisation_id","operator_id","weekday");--> statement-breakpoint
CREATE UNIQUE INDEX "operators_code" ON "operators" USING btree ("organisation_id","code");--> statement-breakpoint
CREATE INDEX "operators_branch" ON "operators" USING btree ("organisation_id","branch_id");--> statement-breakpoint
CREATE UNIQUE INDEX "pairing_codes_hash" ON "pairing_codes" USING btree ("organisation_id","code_hash");--> statement-breakpoint
CREATE INDEX "pairing_codes_operator" ON "pairing_codes" USING btree ("organisation_id","operator_id");--> statement-breakpoint
CREATE INDEX "vehicle_breaks_vehicle" ON "vehicle_breaks" USING btree ("organisation_id","vehicle_id");--> statement-breakpoint
CREATE INDEX "vehicle_outages_vehicle" ON "vehicle_outages" USING btree ("organisation_id","vehicle_id","from_at");--> statement-breakpoint
CREATE INDEX "vehicle_shifts_vehicle" ON "vehicle_shifts" USING btree ("organisation_id","vehicle_id");--> statement-breakpoint
CREATE UNIQUE INDEX "vehicles_code" ON "vehicles" USING btree ("organisation_id","code");--> statement-breakpoint
CREATE INDEX "vehicles_branch" ON "vehicles" USING btree ("organisation_id","branch_id");--> statement-breakpoint
CREATE INDEX "conflicts_job" ON "conflicts" USING btree ("organisation_id","job_id");--> statement-breakpoint
CREATE INDEX "conflicts_open" ON "conflicts" USING btree ("organisation_id","raised_at") WHERE "conflicts"."settled_at" is null;--> statement-breakpoint
CREATE INDEX "crew_messages_itinerary" ON "crew_messages" USING btree ("organisation_id","itinerary_id","written_at");--> statement-breakpoint
CREATE UNIQUE INDEX "device_commands_seq" ON "device_commands" USING btree ("organisation_id","device_id","device_seq");--> statement-breakpoint
CREATE INDEX "device_commands_itinerary" ON "device_commands" USING btree ("organisation_id","itinerary_id","recorded_at");--> statement-breakpoint
CREATE INDEX "device_commands_job" ON "device_commands" USING btree ("organisation_id","job_id");--> statement-breakpoint
CREATE INDEX "device_commands_unsettled" ON "device_commands" USING btree ("organisation_id","recorded_at") WHERE "device_commands"."outcome" <> 'applied' and "device_commands"."settled_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "itineraries_code" ON "itineraries" USING btree ("organisation_id","code");--> statement-breakpoint
CREATE INDEX "itineraries_day" ON "itineraries" USING btree ("organisation_id","service_date","branch_id");--> statement-breakpoint
CREATE INDEX "itineraries_state" ON "itineraries" USING btree ("organisation_id","state");--> statement-breakpoint
CREATE INDEX "itineraries_plan" ON "itineraries" USING btree ("organisation_id","plan_id");--> statement-breakpoint
CREATE INDEX "itinerary_crew_itinerary" ON "itinerary_crew" USING btree ("organisation_id","itinerary_id");--> statement-breakpoint
CREATE INDEX "itinerary_crew_operator" ON "itinerary_crew" USING btree ("organisation_id","operator_id","from_at");--> statement-breakpoint
CREATE INDEX "itinerary_vehicles_itinerary" ON "itinerary_vehicles" USING btree ("organisation_id","itinerary_id");--> statement-breakpoint
CREATE INDEX "itinerary_vehicles_vehicle" ON "itinerary_vehicles" USING btree ("organisation_id","vehicle_id","from_at");--> statement-breakpoint
CREATE INDEX "stop_actions_action" ON "stop_actions" USING btree ("organisation_id","action_id");--> statement-breakpoint
CREATE INDEX "stops_order" ON "stops" USING btree ("organisation_id","itinerary_id","position");--> statement-breakpoint
CREATE INDEX "stops_job" ON "stops" USING btree ("organisation_id","job_id");--> statement-breakpoint
CREATE UNIQUE INDEX "stops_one_open_lead" ON "stops" USING btree ("organisation_id","job_id") WHERE "stops"."kind" = 'job' and "stops"."role" = 'lead' and "stops"."state" in ('planned', 'on_route', 'arrived');--> statement-breakpoint
CREATE UNIQUE INDEX "trips_number" ON "trips" USING btree ("organisation_id","itinerary_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "claims_code" ON "claims" USING btree ("organisation_id","code");--> statement-breakpoint
CREATE INDEX "claims_job" ON "claims" USING btree ("organisation_id","job_id");--> statement-breakpoint
CREATE INDEX "payments_job" ON "payments" USING btree ("organisation_id","job_id");--> statement-breakpoint
CREATE INDEX "reports_job" ON "reports" USING btree ("organisation_id","job_id");--> statement-breakpoint
CREATE UNIQUE INDEX "import_batches_code" ON "import_batches" USING btree ("organisation_id","code");--> statement-breakpoint
CREATE INDEX "import_batches_age" ON "import_batches" USING btree ("organisation_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "import_mappings_header" ON "import_mappings" USING btree ("organisation_id","merchant_id","header_hash");--> statement-breakpoint
CREATE INDEX "import_rows_job" ON "import_rows" USING btree ("organisation_id","job_id");--> statement-breakpoint
CREATE INDEX "import_rows_state" ON "import_rows" USING btree ("organisation_id","batch_id","state");--> statement-breakpoint
CREATE INDEX "job_faults_code" ON "job_faults" USING btree ("organisation_id","code","severity");--> statement-breakpoint
CREATE INDEX "handover_permissions_job" ON "handover_permissions" USING btree ("organisation_id","job_id");--> statement-breakpoint
CREATE INDEX "job_actions_job" ON "job_actions" USING btree ("organisation_id","job_id","position");--> statement-breakpoint
CREATE INDEX "job_actions_order" ON "job_actions" USING btree ("organisation_id","order_id");--> statement-breakpoint
CREATE INDEX "job_attachments_job" ON "job_attachments" USING btree ("organisation_id","job_id");--> statement-breakpoint
CREATE INDEX "job_contacts_job" ON "job_contacts" USING btree ("organisation_id","job_id");--> statement-breakpoint
CREATE INDEX "job_contacts_phone" ON "job_contacts" USING btree ("organisation_id","phone");--> statement-breakpoint
CREATE INDEX "job_contacts_email" ON "job_contacts" USING btree ("organisation_id","email");--> statement-breakpoint
CREATE INDEX "job_links_to" ON "job_links" USING btree ("organisation_id","to_job_id");--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_code" ON "jobs" USING btree ("organisation_id","code");--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_reference" ON "jobs" USING btree ("organisation_id","merchant_id","reference_id");--> statement-breakpoint
CREATE INDEX "jobs_day" ON "jobs" USING btree ("organisation_id","service_date","state");--> statement-breakpoint
CREATE INDEX "jobs_state" ON "jobs" USING btree ("organisation_id","state","service_date");--> statement-breakpoint
CREATE INDEX "jobs_merchant" ON "jobs" USING btree ("organisation_id","merchant_id","created_at");--> statement-breakpoint
CREATE INDEX "jobs_customer" ON "jobs" USING btree ("organisation_id","customer_id");--> statement-breakpoint
CREATE INDEX "jobs_duplicate" ON "jobs" USING btree ("organisation_id","merchant_id","duplicate_key");--> statement-breakpoint
CREATE UNIQUE INDEX "orders_number" ON "orders" USING btree ("organisation_id","merchant_id","number");--> statement-breakpoint
CREATE INDEX "action_records_action" ON "action_records" USING btree ("organisation_id","action_id","recorded_at");--> statement-breakpoint
CREATE INDEX "job_resolutions_job" ON "job_resolutions" USING btree ("organisation_id","job_id");--> statement-breakpoint
CREATE UNIQUE INDEX "promises_number" ON "promises" USING btree ("organisation_id","job_id","number");--> statement-breakpoint
CREATE INDEX "proof_parts_proof" ON "proof_parts" USING btree ("organisation_id","proof_id");--> statement-breakpoint
CREATE INDEX "proofs_job" ON "proofs" USING btree ("organisation_id","job_id");--> statement-breakpoint
CREATE UNIQUE INDEX "pieces_number" ON "pieces" USING btree ("organisation_id","action_id","number");--> statement-breakpoint
CREATE INDEX "pieces_job" ON "pieces" USING btree ("organisation_id","job_id");--> statement-breakpoint
CREATE INDEX "pieces_barcode" ON "pieces" USING btree ("organisation_id","barcode");--> statement-breakpoint
CREATE INDEX "pieces_holder" ON "pieces" USING btree ("organisation_id","holder_kind","holder_id");--> statement-breakpoint
CREATE UNIQUE INDEX "reasons_code" ON "reasons" USING btree ("organisation_id","applies_to","code");--> statement-breakpoint
CREATE UNIQUE INDEX "inbound_messages_provider" ON "inbound_messages" USING btree ("organisation_id","provider","provider_message_id");--> statement-breakpoint
CREATE INDEX "inbound_messages_from" ON "inbound_messages" USING btree ("organisation_id","from_address","received_at");--> statement-breakpoint
CREATE INDEX "message_templates_choice" ON "message_templates" USING btree ("organisation_id","trigger","channel","language","version");--> statement-breakpoint
CREATE INDEX "messages_state" ON "messages" USING btree ("organisation_id","state","not_before");--> statement-breakpoint
CREATE INDEX "messages_job" ON "messages" USING btree ("organisation_id","job_id");--> statement-breakpoint
CREATE INDEX "messages_age" ON "messages" USING btree ("organisation_id","queued_at");--> statement-breakpoint
CREATE INDEX "messages_provider" ON "messages" USING btree ("organisation_id","provider","provider_message_id");--> statement-breakpoint
CREATE UNIQUE INDEX "notification_rules_key" ON "notification_rules" USING btree ("organisation_id","merchant_id","trigger","channel") WHERE "notification_rules"."merchant_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "notification_rules_default" ON "notification_rules" USING btree ("organisation_id","trigger","channel") WHERE "notification_rules"."merchant_id" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_dedupe" ON "notifications" USING btree ("organisation_id","dedupe_key");--> statement-breakpoint
CREATE INDEX "notifications_job" ON "notifications" USING btree ("organisation_id","job_id");--> statement-breakpoint
CREATE INDEX "opt_outs_address" ON "opt_outs" USING btree ("organisation_id","channel","address");--> statement-breakpoint
CREATE INDEX "email_receipts_message" ON "email_receipts" USING btree ("organisation_id","message_id");--> statement-breakpoint
CREATE INDEX "outbox_emails_age" ON "outbox_emails" USING btree ("organisation_id","kept_at");--> statement-breakpoint
CREATE INDEX "outbox_emails_message" ON "outbox_emails" USING btree ("organisation_id","message_id");--> statement-breakpoint
CREATE INDEX "outbox_texts_age" ON "outbox_texts" USING btree ("organisation_id","kept_at");--> statement-breakpoint
CREATE INDEX "outbox_texts_message" ON "outbox_texts" USING btree ("organisation_id","message_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sms_parts_provider" ON "sms_parts" USING btree ("organisation_id","provider","provider_message_id");--> statement-breakpoint
CREATE INDEX "sms_receipts_provider" ON "sms_receipts" USING btree ("organisation_id","provider","provider_message_id");--> statement-breakpoint
CREATE INDEX "plan_jobs_job" ON "plan_jobs" USING btree ("organisation_id","job_id");--> statement-breakpoint
CREATE UNIQUE INDEX "plans_code" ON "plans" USING btree ("organisation_id","code");--> statement-breakpoint
CREATE INDEX "plans_dates" ON "plans" USING btree ("organisation_id","from_date","to_date");--> statement-breakpoint
CREATE INDEX "plans_state" ON "plans" USING btree ("organisation_id","state");--> statement-breakpoint
CREATE INDEX "etas_itinerary" ON "etas" USING btree ("organisation_id","itinerary_id");--> statement-breakpoint
CREATE INDEX "etas_job" ON "etas" USING btree ("organisation_id","job_id");--> statement-breakpoint
CREATE INDEX "latest_positions_itinerary" ON "latest_positions" USING btree ("organisation_id","itinerary_id");--> statement-breakpoint
CREATE INDEX "positions_itinerary" ON "positions" USING btree ("organisation_id","itinerary_id","device_at");--> statement-breakpoint
CREATE INDEX "tracker_actions_job" ON "tracker_actions" USING btree ("organisation_id","job_id","happened_at");--> statement-breakpoint
CREATE UNIQUE INDEX "tracker_links_hash" ON "tracker_links" USING btree ("organisation_id","token_hash");--> statement-breakpoint
CREATE INDEX "tracker_links_job" ON "tracker_links" USING btree ("organisation_id","job_id");--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_deliveries_once" ON "webhook_deliveries" USING btree ("organisation_id","endpoint_id","event_seq");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_state" ON "webhook_deliveries" USING btree ("organisation_id","state","next_attempt_at");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_age" ON "webhook_deliveries" USING btree ("organisation_id","created_at");