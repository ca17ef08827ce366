package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Projects of someone else's, made of what README shows: one for every artifact of its table, with its dependency or
/// its import and as a module or on the class path, are built by one Maven, and run.
///
/// Our artifacts are installed into a repository of the test's own; everything else comes from the user's, which is
/// only read, and so must be what our own build uses. There must be jars, as in `mvn verify`; otherwise nothing is
/// tested.
class ConsumersTest {
    private static final Path FOLDER = Path.of("target", "consumers").toAbsolutePath();
    private static final Path REPOSITORY = FOLDER.resolve("repository");
    private static final List<String> HOUSES = List.of("core", "layers", "regularization", "train");

    /// What each project prints, by the last part of its artifact.
    private static final Map<String, String> PROGRAMS = Map.of(
            "core", """
            var product = dev.lanewise.core.Tensor.zeros(dev.lanewise.core.Shape.of(2, 3));
            var a = dev.lanewise.core.Tensor.zeros(dev.lanewise.core.Shape.of(2, 5));
            var b = dev.lanewise.core.Tensor.zeros(dev.lanewise.core.Shape.of(5, 3));
            dev.lanewise.core.Products.multiply(dev.lanewise.core.Engine.singleThreaded(), a, b, null, product);
            System.out.println(product.shape());
            """,
            "layers", """
            var network = dev.lanewise.layers.Sequential.of(
                    dev.lanewise.core.Shape.of(5), dev.lanewise.layers.Dense.of(3));
            System.out.println(network.build(1).predict(
                    dev.lanewise.core.Tensor.zeros(dev.lanewise.core.Shape.of(2, 5))).shape());
            """,
            "regularization", """
            var network = dev.lanewise.layers.Sequential.of(
                    dev.lanewise.core.Shape.of(5),
                    dev.lanewise.regularization.Dropout.rate(0.2),
                    dev.lanewise.layers.Dense.of(3).withPenalty(dev.lanewise.regularization.L2.of(1e-4)));
            var x = dev.lanewise.core.Tensor.zeros(dev.lanewise.core.Shape.of(2, 5));
            System.out.println(dev.lanewise.regularization.MonteCarlo.predict(network.build(1), x, 5).mean().shape());
            """,
            "train", """
            var network = dev.lanewise.layers.Sequential.of(
                    dev.lanewise.core.Shape.of(5), dev.lanewise.layers.Dense.of(3));
            var model = network.build(1);
            var data = new dev.lanewise.train.Dataset(
                    dev.lanewise.core.Tensor.zeros(dev.lanewise.core.Shape.of(2, 5)),
                    dev.lanewise.core.Tensor.zeros(dev.lanewise.core.Shape.of(2, 3)));
            dev.lanewise.train.Trainer.of(
                            model, dev.lanewise.train.Losses.MEAN_SQUARED_ERROR, dev.lanewise.train.Adam.learningRate(1e-3))
                    .fit(data, dev.lanewise.train.Fit.epochs(1));
            System.out.println(model.predict(data.features()).shape());
            """);

    /// A project.
    ///
    /// @param artifact what it depends on
    /// @param brings what README says that this brings
    /// @param imports whether the version comes from the imported pom
    /// @param module whether it is a module
    record Project(String artifact, Set<String> brings, boolean imports, boolean module) {
        String house() {
            return artifact.substring("lanewise-".length());
        }

        Path folder() {
            return FOLDER.resolve(toString());
        }

        @Override
        public String toString() {
            return house() + (imports ? "-import" : "-plain") + (module ? "-module" : "-class-path");
        }
    }

    private static Markdown.Section readme = new Markdown.Section("", "");
    private static List<Project> projects = List.of();

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        readme = Markdown.read(Path.of("..", "README.md")).section("What to depend on");
        projects = projects();
        var jars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.matches(".*lanewise-[a-z]+-[^/\\\\]*\\.jar"))
                .toList();
        var maven = System.getProperty("lanewise.maven");
        boolean whole = jars.size() == HOUSES.size() && maven != null;
        assertTrue(whole || System.getenv("CI") == null, "continuous integration builds the projects, always: " + jars);
        assumeTrue(whole, "no jars before the phase package, or not run by Maven");
        install(jars);
        for (var project : projects) {
            delete(project.folder());
            write(project);
        }
        write("pom.xml", aggregator());
        write("settings.xml", settings());
        var dependency = "org.apache.maven.plugins:maven-dependency-plugin:" + plugin("maven-dependency-plugin");
        var file = FOLDER.resolve("settings.xml").toString();
        run(
                FOLDER,
                Path.of(maven, "bin", File.separatorChar == '/' ? "mvn" : "mvn.cmd")
                        .toString(),
                "-B",
                "-ntp",
                "-q",
                "-s",
                file,
                "-gs",
                file,
                "-Dmaven.repo.local=" + REPOSITORY,
                "process-classes",
                dependency + ":tree",
                dependency + ":build-classpath");
    }

    static List<Project> projects() {
        var all = new ArrayList<Project>();
        for (var row : readme.cells()) {
            var artifact = row.get(1).replace("`", "");
            var brings = Stream.of(row.get(2).split(", "))
                    .filter(name -> !name.equals("nothing"))
                    .map(name -> HOUSES.contains(name) ? "lanewise-" + name : name)
                    .collect(Collectors.toSet());
            for (boolean imports : List.of(false, true)) {
                all.add(new Project(artifact, brings, imports, false));
                all.add(new Project(artifact, brings, imports, true));
            }
        }
        return all;
    }

    /// Puts jars and poms where Maven's `install` would.
    private static void install(List<String> jars) throws IOException {
        var parent = Files.readString(Path.of("..", "pom.xml"));
        var version = group(parent, "<version>([^<]+)</version>");
        var group = REPOSITORY.resolve("dev").resolve("lanewise");
        copy(Path.of("..", "pom.xml"), group, "lanewise-parent", version, "pom");
        for (var jar : jars) {
            var house = group(jar, "lanewise-([a-z]+)-[^/\\\\]*\\.jar");
            copy(Path.of(jar), group, "lanewise-" + house, version, "jar");
            copy(Path.of("..", house, "pom.xml"), group, "lanewise-" + house, version, "pom");
        }
    }

    private static void copy(Path file, Path group, String artifact, String version, String type) throws IOException {
        var folder = Files.createDirectories(group.resolve(artifact).resolve(version));
        Files.write(folder.resolve(artifact + '-' + version + '.' + type), Files.readAllBytes(file));
    }

    private static String group(String text, String regex) {
        var matcher = Pattern.compile(regex).matcher(text);
        assertTrue(matcher.find(), regex);
        return matcher.group(1);
    }

    /// Returns the version of a plugin that our own build uses, and so has fetched.
    private static String plugin(String artifact) throws IOException {
        return group(
                Files.readString(Path.of("..", "pom.xml")),
                "<artifactId>" + artifact + "</artifactId>\\s*<version>([^<]+)</version>");
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void write(Project project) throws IOException {
        var blocks = readme.blocks("xml");
        assertEquals(2, blocks.size(), "a dependency and an import");
        var dependency = blocks.getFirst().replace("lanewise-train", project.artifact());
        var pom = project.imports()
                ? blocks.getLast()
                        + "<dependencies>"
                        + dependency.replaceAll("\\s*<version>[^<]*</version>", "")
                        + "</dependencies>"
                : "<dependencies>" + dependency + "</dependencies>";
        write(project + "/pom.xml", """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <parent><groupId>demo</groupId><artifactId>demo</artifactId><version>1</version></parent>
              <artifactId>%s</artifactId>
              %s
            </project>
            """.formatted(project, pom));
        var sources = project + "/src/main/java/";
        if (project.module()) {
            write(sources + "module-info.java", "module demo { requires dev.lanewise." + project.house() + "; }");
        }
        write(sources + "demo/Demo.java", """
            package demo;
            public final class Demo {
                public static void main(String[] arguments) {
                    %s
                    System.out.println("vectors: " + (dev.lanewise.core.Engine.vectorBits() > 0));
                }
            }
            """.formatted(PROGRAMS.get(project.house())));
    }

    private static String aggregator() throws IOException {
        var modules = projects.stream()
                .map(project -> "<module>" + project + "</module>")
                .collect(Collectors.joining());
        var plugins = new StringBuilder();
        for (var name : List.of("maven-resources-plugin", "maven-compiler-plugin")) {
            plugins.append(
                    "<plugin><artifactId>%s</artifactId><version>%s</version></plugin>".formatted(name, plugin(name)));
        }
        return """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <groupId>demo</groupId><artifactId>demo</artifactId><version>1</version><packaging>pom</packaging>
              <modules>%s</modules>
              <properties>
                <maven.compiler.release>25</maven.compiler.release>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                <outputFile>target/tree.txt</outputFile>
                <mdep.outputFile>target/class-path.txt</mdep.outputFile>
              </properties>
              <build><pluginManagement><plugins>%s</plugins></pluginManagement></build>
            </project>
            """.formatted(modules, plugins);
    }

    private static String settings() {
        var users = System.getProperty("lanewise.repository");
        return """
            <settings>
              <mirrors><mirror><id>users</id><mirrorOf>*</mirrorOf><url>%s</url></mirror></mirrors>
            </settings>
            """.formatted(Path.of(users).toUri());
    }

    private static void write(String name, String text) throws IOException {
        var file = FOLDER.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().keySet().removeAll(Set.of("MAVEN_OPTS", "MAVEN_ARGS", "MAVEN_DEBUG_OPTS"));
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    @Test
    void shouldFindEveryHouseInTheTable() {
        assertEquals(
                HOUSES,
                readme.cells().stream()
                        .map(row -> row.get(1).replace("`lanewise-", "").replace("`", ""))
                        .toList());
        assertEquals(4 * HOUSES.size(), projects.size());
    }

    @ParameterizedTest
    @MethodSource("projects")
    void shouldBringWhatTheTableSaysAndNothingElse(Project project) throws IOException {
        var lines = Files.readAllLines(project.folder().resolve("target").resolve("tree.txt"));
        assertTrue(lines.getFirst().startsWith("demo:" + project), lines.getFirst());
        var brought = lines.stream()
                .skip(1)
                .map(line -> group(line, "[a-z.]+:([a-z-]+):jar:[^:]+:compile"))
                .collect(Collectors.toSet());
        assertTrue(brought.remove(project.artifact()), lines.toString());
        assertEquals(project.brings(), brought);
    }

    @ParameterizedTest
    @MethodSource("projects")
    void shouldRun(Project project) throws IOException, InterruptedException {
        var target = project.folder().resolve("target");
        var path = target.resolve("classes") + File.pathSeparator + Files.readString(target.resolve("class-path.txt"));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var output = project.module()
                ? run(target, java, "-p", path, "-m", "demo/demo.Demo")
                : run(target, java, "--add-modules", "jdk.incubator.vector", "-cp", path, "demo.Demo");
        assertTrue(output.contains("(2, 3)"), output);
        assertTrue(output.contains("vectors: true"), output);
    }
}
