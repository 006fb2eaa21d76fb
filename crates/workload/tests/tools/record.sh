# Runs the file $1 with a stand-in for the AWS CLI that writes its arguments to $2, U+0000 behind each.
aws() {
    if [[ "$1" == sts ]]; then
        echo "$ACCOUNT"
        return
    fi
    printf '%s\0' "$@" END-OF-COMMAND >>"$RECORD"
}
sleep() { :; }
RECORD=$2
source "$1"
