package dev.cacheplane.analytics.warming;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.chrono.ChronoZonedDateTime;
import java.util.Optional;

/**
 * When to warm again, as crontab has it: {@code 30 4 * * *} is half past four every day, in UTC.
 *
 * @param cron five fields: minute, hour, day of the month, month, day of the week
 */
public record WarmSchedule(String cron) {
    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException if it is no such text
     */
    public WarmSchedule {
        try {
            PARSER.parse(cron).validate();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "must be five fields like 30 4 * * *, or off; not '" + cron + "': " + e.getMessage(), e);
        }
    }

    /** The first time after this one; empty if there is none, as for the 30th of February. */
    Optional<Instant> next(Instant after) {
        return ExecutionTime.forCron(PARSER.parse(cron))
                .nextExecution(after.atZone(ZoneOffset.UTC))
                .map(ChronoZonedDateTime::toInstant);
    }
}
