# Sourced by `build` and `check`: sets ZIG to the compiler of compiler.txt, which is installed into target/ (400 MB).
install_compiler() {
    local python=target/compiler/bin/python
    if ! cmp -s compiler.txt target/compiler/installed; then
        printf 'Installing the compiler of compiler.txt into target/compiler\n' >&2
        python3 -m venv --clear target/compiler
        "$python" -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary=:all: -r compiler.txt
        cp compiler.txt target/compiler/installed
    fi
    ZIG="$python -m ziglang"
}

[[ -n ${ZIG:-} ]] || install_compiler
export ZIG_GLOBAL_CACHE_DIR=$PWD/target/compiler-cache ZIG_LOCAL_CACHE_DIR=$PWD/target/compiler-cache
