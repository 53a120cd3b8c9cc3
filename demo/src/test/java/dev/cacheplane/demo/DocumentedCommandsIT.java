package dev.cacheplane.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents say that commands answer is what they answer. */
class DocumentedCommandsIT {
    private static final Duration OBEYED = Duration.ofSeconds(10);
    private static final Pattern CURL = Pattern.compile(
            "curl (?<head>-i )?(?:-X (?<method>[A-Z]+) )?'?localhost:(?<port>\\d+)(?<path>[^\\s']+)'?(?: -d '(?<body>.*)')?");
    private static final Pattern REDIS_CLI = Pattern.compile("\\./start redis-cli (?<arguments>.*)");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @TempDir
    private Path directory;

    /** A line behind a dollar sign, and the lines under it. */
    record Step(String command, String answer) {
        static List<Step> of(Document document) {
            List<Step> steps = new ArrayList<>();
            for (String block : document.blocks("console")) {
                for (String step : ("\n" + block).split("\n\\$ ", -1)) {
                    if (!step.isBlank()) {
                        String[] lines = step.split("\n", 2);
                        steps.add(new Step(lines[0], lines.length == 1 ? "" : lines[1]));
                    }
                }
            }
            return steps;
        }

        /** Whether this is what stands there: an ellipsis is anything, and seconds left are any number. */
        boolean isAnsweredBy(String text) {
            String pattern = Pattern.compile("…|\\(integer\\) \\d+|[^…(]+|\\(")
                    .matcher(answer)
                    .replaceAll(part -> Matcher.quoteReplacement(
                            switch (part.group().charAt(0)) {
                                case '…' -> ".*";
                                case '(' -> part.group().equals("(") ? "\\(" : "\\(integer\\) \\d+";
                                default -> Pattern.quote(part.group());
                            }));
            return Pattern.compile(pattern, Pattern.DOTALL).matcher(text).matches();
        }

        boolean isRead() {
            return !command.contains(" -X ") && !command.contains(" -d ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/control-plane-api.md", "docs/analytics.md"})
    void commandsAnswerWhatStandsUnderThem(String document) {
        List<Step> steps = Step.of(Documents.named(document));
        assertThat(steps).hasSizeGreaterThan(5);
        try (var company = new Company(directory, Duration.ofMillis(200))) {
            Map<String, Company.Running> services = start(company, steps);
            for (Step step : steps) {
                if (step.isRead()) {
                    await(step.command()).atMost(OBEYED).untilAsserted(() -> check(step, company, services));
                } else {
                    check(step, company, services);
                }
            }
        }
    }

    /** Starts the services that are asked for something. By their usual ports. */
    private static Map<String, Company.Running> start(Company company, List<Step> steps) {
        Map<String, Supplier<Company.Running>> all = Map.of(
                "8000", company::controlPlane,
                "3000", company::startProductService,
                "3001", company::startAnalyticsService);
        Map<String, Company.Running> services = new HashMap<>();
        all.forEach((port, start) -> {
            if (steps.stream().anyMatch(step -> step.command().contains("localhost:" + port + "/"))) {
                services.put(port, start.get());
            }
        });
        return services;
    }

    private static void check(Step step, Company company, Map<String, Company.Running> services) {
        String answer = answer(step.command(), company, services);
        assertThat(step.isAnsweredBy(answer)).as("%s answers%n%s", step, answer).isTrue();
    }

    private static String answer(String command, Company company, Map<String, Company.Running> services) {
        Matcher curl = CURL.matcher(command);
        if (curl.matches()) {
            String body = Optional.ofNullable(curl.group("body")).orElse("");
            String method = Optional.ofNullable(curl.group("method")).orElse(body.isEmpty() ? "GET" : "POST");
            Company.Running service =
                    Optional.ofNullable(services.get(curl.group("port"))).orElseThrow();
            Http.Answer answer = Http.send(method, service.url(curl.group("path")), body);
            return curl.group("head") == null ? answer.body() : answer.head() + answer.body();
        }
        Matcher redisCli = REDIS_CLI.matcher(command);
        assertThat(redisCli.matches())
                .as("a curl or ./start redis-cli: " + command)
                .isTrue();
        return redisCli(words(redisCli.group("arguments")), company.redis().uri());
    }

    private static List<String> words(String arguments) {
        return WORD.matcher(arguments)
                .results()
                .map(word -> word.group(1) != null ? word.group(1) : word.group(2))
                .toList();
    }

    private static String redisCli(List<String> arguments, URI redis) {
        List<String> command = new ArrayList<>(Project.java("demo"));
        command.add("redis-cli");
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("REDIS_URL", redis.toString());
        try (var output = builder.start().inputReader(UTF_8)) {
            return output.lines().collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
