# Sourced by the run scripts: sets JAVA to the launcher of a JDK 25 or later, or says what is missing and exits.

version_of() {
    "$1" -version 2>&1 | sed -n '1s/[^"]*"\([0-9]*\).*/\1/p'
}

find_jdk() {
    local candidate best='' best_version=0 version
    for candidate in "${JAVA_HOME:+$JAVA_HOME/bin/java}" "$(command -v java || true)"; do
        [ -n "$candidate" ] && [ -x "$candidate" ] || continue
        version=$(version_of "$candidate")
        if [ "${version:-0}" -ge 25 ]; then
            JAVA=$candidate
            return
        fi
    done
    for candidate in /usr/lib/jvm/*/bin/java /opt/*/bin/java "$HOME"/.sdkman/candidates/java/*/bin/java \
        "$HOME"/.jdks/*/bin/java /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java; do
        [ -x "$candidate" ] || continue
        version=$(version_of "$candidate")
        if [ "${version:-0}" -ge 25 ] && [ "$version" -gt "$best_version" ]; then
            best=$candidate
            best_version=$version
        fi
    done
    if [ -z "$best" ]; then
        echo "Lanewise needs a JDK 25 or later and found none: set JAVA_HOME, or install one where JDKs usually are (/usr/lib/jvm)." >&2
        exit 1
    fi
    JAVA=$best
}

# Builds a module and what it needs, if anything is newer than the last build; quiet unless that fails.
build() {
    local module=$1 stamp="$1/target/class-path.txt" log
    if [ -f "$stamp" ] && [ -z "$(find ./*/src/main ./*/pom.xml pom.xml -newer "$stamp" -print -quit)" ]; then
        return
    fi
    command -v mvn > /dev/null || {
        echo "Lanewise is built by Maven, and there is no mvn on the path." >&2
        exit 1
    }
    echo "building Lanewise …" >&2
    log=$(mktemp)
    if ! mvn -B -ntp -DskipTests -Dmaven.javadoc.skip=true -Dmaven.source.skip=true -pl "$module" -am package > "$log" 2>&1; then
        grep -m 3 '^\[ERROR\]' "$log" >&2 || tail "$log" >&2
        echo "Lanewise could not be built; $log has all that Maven said." >&2
        exit 1
    fi
    rm -f "$log"
    touch "$stamp"
}
