"""Size is the first smell: a project's ugliness sits in its few longest files."""

from tests.architecture.tree import files, functions, modules, text

FILE_MOST = 300
FUNCTION_MOST = 60
SCRIPT_ROOMS = (".ci", "docker")


def test_files() -> None:
    scripts = [file for file in files() if file.parts[0] in SCRIPT_ROOMS]
    lengths = {
        file: len(text(file).splitlines()) for file in (*modules("ccd", "migrations", "tests"), *scripts)
    }
    assert lengths
    too_long = [f"{file}: {n} lines" for file, n in lengths.items() if n > FILE_MOST]
    assert not too_long, f"split what has two subjects (at most {FILE_MOST} lines): {too_long}"


def test_functions() -> None:
    too_long = [
        f"{file}:{function.lineno} {function.name}: {n} lines"
        for file in modules("ccd", "tests")
        for function in functions(file)
        if (n := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_MOST
    ]
    assert not too_long, f"give the parts names (at most {FUNCTION_MOST} lines): {too_long}"
