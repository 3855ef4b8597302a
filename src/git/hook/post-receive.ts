/** In the first lines of every hook that we wrote, so that installing again knows it. */
export const HOOK_MARK = 'Made by `runbook hook install`';
/** What a hook that was there before is called. */
export const CHAINED_NAME = 'post-receive.before-runbook';
/** The folder within the repository that holds the hook's settings and its spool. */
export const SETTINGS_FOLDER = 'runbook';
/** curl's configuration: the address and, as a header, the secret. Mode 0600. */
export const SETTINGS_FILE = 'curl.config';
/** What sends where there is no curl. */
export const SENDER_FILE = 'send.mjs';

/** The most that a push waits for the server, in seconds. */
const WAIT_SECONDS = 2;
/** The refs of one push that can start something: more is a mirror being filled. */
const MAX_REFS = 1_000;
/** The earlier pushes sent with one push. */
const MAX_SPOOLED = 500;

/**
 * The post-receive hook, in POSIX sh. Nearly everything is done by the shell itself: each process would cost the
 * push a millisecond or more.
 */
export function hookScript(options: {
  readonly repository: string;
  /** Shown to who pushes. */
  readonly serverUrl: string;
  /** Absolute path of a Node.js, used where there is no curl. */
  readonly node: string;
}): string {
  return `#!/bin/sh
# ${HOOK_MARK}; install it again instead of changing it.
# Tells Runbook what was pushed. It never fails a push and waits ${WAIT_SECONDS} s at most. What the server does not
# take now lies in ${SETTINGS_FOLDER}/spool and goes out with the next push. A hook that was here before is
# ${CHAINED_NAME} and runs afterwards.
repository=${quoted(options.repository)}
server=${quoted(options.serverUrl)}
node=${quoted(options.node)}
settings=\${GIT_DIR:-.}/${SETTINGS_FOLDER}
chained=\${0%/*}/${CHAINED_NAME}

# Who pushes may hang up; the news of the push still goes out.
trap '' HUP INT TERM PIPE

# Sets $escaped to $1 as it stands inside a JSON string.
escape() {
  escaped= rest=$1
  while :; do
    case $rest in
      *[\\\\\\"]*)
        plain=\${rest%%[\\\\\\"]*}
        rest=\${rest#"$plain"}
        case $rest in
          \\"*) escaped=$escaped$plain\\\\\\" ;;
          *) escaped=$escaped$plain\\\\\\\\ ;;
        esac
        rest=\${rest#?}
        ;;
      *)
        escaped=$escaped$rest
        return
        ;;
    esac
  done
}

actor=\${GL_USERNAME:-\${GL_USER:-\${GITEA_PUSHER_NAME:-\${REMOTE_USER:-\${USER:-\${LOGNAME:-}}}}}}
# A service that receives pushes often has neither; asking costs a process.
[ -n "$actor" ] || actor=$(id -un 2>/dev/null) || actor=
case $actor in *[[:cntrl:]]*) actor= ;; esac
escape "$actor"
actor=$escaped
read -r id 2>/dev/null </proc/sys/kernel/random/uuid || id=$(date +%s)-$$

# Makes of what git says one JSON object per branch or tag, with commas between.
entries= count=0
collect() {
  while read -r before after ref; do
    case $ref in
      refs/heads/* | refs/tags/*) ;;
      *) continue ;;
    esac
    count=$((count + 1))
    if [ "$count" -gt ${MAX_REFS} ]; then
      echo "runbook: only the first ${MAX_REFS} refs of a push start runs"
      break
    fi
    escape "$ref"
    entries="$entries\${entries:+,}{\\"repository\\":\\"$repository\\",\\"delivery\\":\\"$id-$count\\",\\"ref\\":\\"$escaped\\",\\"before\\":\\"$before\\",\\"after\\":\\"$after\\",\\"actor\\":\\"$actor\\"}"
  done
}

if [ -x "$chained" ]; then
  updates=$(cat)
  collect <<END
$updates
END
else
  collect
fi

# Prints the answer and, in the last line, its HTTP status (000 without an answer).
post() {
  if command -v curl >/dev/null 2>&1; then
    curl -q -K "$settings/${SETTINGS_FILE}" --data-binary @- 2>/dev/null
  else
    "$node" "$settings/${SENDER_FILE}" "$settings/${SETTINGS_FILE}" 2>/dev/null
  fi
}

# Keeps this push for the next one; names sort by time.
spool() {
  umask 077
  name=$(printf '%s-%08d-%s' "$(date +%s)" "$$" "$id")
  printf '%s\\n' "$entries" >"$settings/spool/$name.new" &&
    mv "$settings/spool/$name.new" "$settings/spool/$name.json"
}

tell_runbook() {
  if [ ! -r "$settings/${SETTINGS_FILE}" ]; then
    echo "runbook: $settings/${SETTINGS_FILE} cannot be read by who pushes; nothing was sent"
    return
  fi
  list= sent=0 more=
  set --
  for file in "$settings"/spool/*.json; do
    [ -f "$file" ] || continue
    if [ "$sent" -ge ${MAX_SPOOLED} ]; then
      more=yes
      break
    fi
    read -r line <"$file" || continue
    list="$list\${list:+,}$line"
    set -- "$@" "$file"
    sent=$((sent + 1))
  done
  # Order is kept: this push may not overtake earlier ones that still wait.
  [ -n "$more" ] || list="$list\${list:+,}$entries"
  answer=$(post <<END
[$list]
END
)
  status=\${answer##*
}
  case $status in
    2??)
      [ "$#" -eq 0 ] || rm -f "$@"
      [ -z "$more" ] || spool
      echo "runbook: accepted; follow it with 'runbook show last --follow', or see $server"
      ;;
    400 | 413 | 422)
      # Sent again it would be refused again, and keep everything after it from arriving.
      [ "$#" -eq 0 ] || rm -f "$@"
      echo "runbook: $server could not read what was pushed (HTTP $status)"
      ;;
    401 | 403 | 404)
      echo "runbook: $server does not know $repository or its key (HTTP $status); this push starts nothing."
      echo "runbook: mend it with: runbook hook install '$PWD' --name $repository"
      ;;
    *)
      if spool; then
        echo "runbook: $server does not answer; this push is kept and sent with the next one"
      else
        echo "runbook: $server does not answer, and $settings/spool cannot be written; nothing will run"
      fi
      ;;
  esac
}

[ -z "$entries" ] || tell_runbook

trap - HUP INT TERM PIPE
if [ -x "$chained" ]; then
  "$chained" "$@" <<END
$updates
END
  exit $?
fi
exit 0
`;
}

/**
 * curl's configuration (curl(1), --config): the secret stands here, and so in no argument list. The sender
 * below reads the same file.
 */
export function hookSettings(options: { readonly endpoint: string; readonly secret: string }): string {
  const value = (text: string): string => `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
  const { hostname } = new URL(options.endpoint);
  return [
    `url = ${value(options.endpoint)}`,
    `header = ${value(`Authorization: Bearer ${options.secret}`)}`,
    'header = "Content-Type: application/json"',
    'silent',
    `max-time = ${WAIT_SECONDS}`,
    String.raw`write-out = "\n%{http_code}"`,
    // A proxy for the outside world does not lead to this machine.
    ...(/^(localhost|127\..*|\[::1\])$/.test(hostname) ? ['noproxy = "*"'] : []),
    '',
  ].join('\n');
}

/** Sends standard input where there is no curl, with the same settings and the same output. */
export function senderScript(): string {
  return `// ${HOOK_MARK}. Used by hooks/post-receive where there is no curl.
import { readFileSync } from 'node:fs';

const headers = {};
let url = '';
for (const line of readFileSync(process.argv[2], 'utf8').split('\\n')) {
  const setting = /^(url|header) = "(.*)"$/.exec(line);
  if (setting === null) continue;
  const value = setting[2].replaceAll(/\\\\(["\\\\])/g, '$1');
  if (setting[1] === 'url') url = value;
  else headers[value.slice(0, value.indexOf(':'))] = value.slice(value.indexOf(':') + 1).trim();
}
let status = '000';
try {
  const body = readFileSync(0);
  const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(${WAIT_SECONDS * 1_000}) });
  status = String(response.status);
} catch {
  // No answer; the hook keeps the push.
}
process.stdout.write('\\n' + status);
process.exit(0);
`;
}

/** A word of sh. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
