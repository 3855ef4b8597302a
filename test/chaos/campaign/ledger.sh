# What every step of the campaign reads first: the ledger is an independent witness of what ran. Each thing is
# written down before it happens, by a single append, so that the ledger never knows less than a log.
# Usage: . ./ledger.sh <step>; LEDGER, LEG are in the environment.
step=$1
read -r stat </proc/$$/stat
stat=(${stat##*) })

# Appends an entry about process $2, which began at $3: kind run job key leg step pid ticks worker folder time text
entry() {
  printf '%s %s %s %s %s %s %s %s %s %s %s %s\n' "$1" "$GITHUB_RUN_ID" "${RUNNER_WORKSPACE##*/}" "$GITHUB_JOB" \
    "$LEG" "$step" "$2" "$3" "$PPID" "$RUNNER_WORKSPACE" "${EPOCHREALTIME/,/.}" "$4" >>"$LEDGER"
}
note() { entry "$1" $$ "${stat[19]}" "${2-}"; }

# Prints a line, by turns on both outputs.
printed=0
say() {
  printed=$((printed + 1))
  local line="$GITHUB_JOB[$LEG] step $step line $printed"
  note line "$line"
  if ((printed % 2)); then printf '%s\n' "$line"; else printf '%s\n' "$line" >&2; fi
}

# Waits without a process of its own: nothing ever comes from this descriptor.
exec 9<> <(:)
nap() { read -rt "$1" -u 9 || :; }

# $1 lines with $2 seconds between them.
lines() {
  local count
  for ((count = 0; count < $1; count++)); do
    say
    nap "$2"
  done
}

# Fails the step where no try of its job has begun before; for jobs of a run's own file, whose names are their keys.
fail_first() {
  local mine="start $GITHUB_RUN_ID ${RUNNER_WORKSPACE##*/} "
  if grep "^start $GITHUB_RUN_ID [0-9]* $GITHUB_JOB $LEG " "$LEDGER" | grep -qv "^$mine"; then return; fi
  note fail
  exit 1
}

# Leaves a process behind that only the worker can end.
leave() {
  sleep 1000 9<&- &
  local child
  read -r child </proc/$!/stat
  child=(${child##*) })
  entry child $! "${child[19]}" ""
}

note start
