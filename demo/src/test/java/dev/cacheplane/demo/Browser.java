package dev.cacheplane.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A Chromium with one page, and a person without a mouse in front of it. {@code CHROMIUM} and {@code CHROMEDRIVER} say where the two
 * programs are, if not where Debian has them.
 */
final class Browser implements AutoCloseable {
    private static final int MOST_TABS = 60;

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Opens a browser on this page, with nothing left over from another one. */
    static Browser open(URI page) {
        Path chromium = program("CHROMIUM", "/usr/bin/chromium");
        Path chromedriver = program("CHROMEDRIVER", "/usr/bin/chromedriver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1300,1000", "--lang=en");
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logging);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .build();
        Browser browser = new Browser(new ChromeDriver(service, options));
        browser.driver.get(page.toString());
        return browser;
    }

    private static Path program(String variable, String usual) {
        Path program = Path.of(Optional.ofNullable(System.getenv(variable)).orElse(usual));
        if (!Files.isExecutable(program)) {
            throw new AssertionError("These tests need Chromium and its driver, and there is no " + program
                    + ": apt-get install chromium chromium-driver, or let " + variable + " say where it is");
        }
        return program;
    }

    /** What is written on the part of the page that this finds; nothing if it is not there. */
    String text(String cssSelector) {
        try {
            return driver.findElements(By.cssSelector(cssSelector)).stream()
                    .map(WebElement::getText)
                    .findFirst()
                    .orElse("");
        } catch (StaleElementReferenceException e) {
            return "";
        }
    }

    /** Presses Tab until the focus is on the control that this finds, as a person would. */
    void tabTo(String cssSelector) {
        for (int i = 0; i < MOST_TABS; i++) {
            if (!driver.findElements(By.cssSelector(cssSelector + ":focus")).isEmpty()) {
                return;
            }
            press(Keys.TAB);
        }
        throw new AssertionError("Tab does not lead to " + cssSelector);
    }

    /** Presses these keys, one after the other, on whatever has the focus. */
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Lets the system prefer light or dark. */
    void prefer(String colorScheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colorScheme))));
    }

    /** What a property of the style of the page comes to. */
    String style(String property) {
        return driver.findElement(By.tagName("body")).getCssValue(property);
    }

    void screenshot(Path file) {
        try {
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the browser has complained of since this was asked last: scripts that fail, things that are not found, violated policies. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::toString)
                .toList();
    }

    /** Follows a link within the page. */
    void go(String fragment) {
        driver.executeScript("location.hash = arguments[0]", fragment);
    }

    /** Holds back the page's next request of this method, as a slow network would. */
    void holdFirst(String method) {
        driver.executeScript("""
                const send = window.fetch;
                const held = new Promise((release) => { window.release = release; });
                window.fetch = async (url, how) => {
                  if (how.method === arguments[0]) {
                    window.fetch = send;
                    await held;
                  }
                  return send(url, how);
                };""", method);
    }

    /** Lets go what was held back. */
    void release() {
        driver.executeScript("window.release()");
    }

    /** Loads the page again. */
    void reload() {
        driver.navigate().refresh();
    }

    /** How many things the page has stored in the browser. */
    long stored() {
        Object stored = driver.executeScript(
                "return localStorage.length + sessionStorage.length + (document.cookie === '' ? 0 : 1)");
        return (Long) Objects.requireNonNull(stored);
    }

    /** Runs a script in the page, as somebody who could smuggle one in would. */
    void inject(String script) {
        driver.executeScript(
                "const script = document.createElement('script'); script.textContent = arguments[0]; document.body.append(script);",
                script);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
