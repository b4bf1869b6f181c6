"""More ways of doing the same in Python, so that every function can be asked for in three that differ in how they work.

Templates as in functions.py; each way is stated in the wish by a phrase of function_wishes.TAILS.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

MORE_VARIANTS: Mapping[str, Mapping[str, str]] = {
    "is_prime": {"while": """if $a < 2:
    return False
i = 2
while i * i <= $a:
    if $a % i == 0:
        return False
    i += 1
return True"""},
    "primes": {"one_line": "return [i for i in range(2, $a + 1) if all(i % p for p in range(2, int(i**0.5) + 1))]"},
    "fibonacci": {"while": """a, b = 0, 1
while $a > 0:
    a, b = b, a + b
    $a -= 1
return a"""},
    "fibonacci_list": {
        "while": """result = [0, 1]
while len(result) < $a:
    result.append(result[-1] + result[-2])
return result[:$a]""",
        "recursive": """if $a < 3:
    return [0, 1][:$a]
result = $f($a - 1)
return result + [result[-1] + result[-2]]""",
    },
    "gcd": {"library": "return math.gcd($a, $b)"},
    "lcm": {
        "library": "return math.lcm($a, $b)",
        "while": """if $a == 0 or $b == 0:
    return 0
result = $a
while result % $b != 0:
    result += $a
return abs(result)""",
    },
    "factorial": {"library": "return math.factorial($a)"},
    "count_vowels": {"recursive": """if not $a:
    return 0
return ($a[0] in "aeiouAEIOU") + $f($a[1:])"""},
    "bubble_sort": {
        "while": """result = list($a)
swapped = True
while swapped:
    swapped = False
    for i in range(len(result) - 1):
        if result[i] > result[i + 1]:
            result[i], result[i + 1] = result[i + 1], result[i]
            swapped = True
return result""",
        "recursive": """if len($a) < 2:
    return list($a)
result = list($a)
for i in range(len(result) - 1):
    if result[i] > result[i + 1]:
        result[i], result[i + 1] = result[i + 1], result[i]
return $f(result[:-1]) + result[-1:]""",
    },
    "sort_list": {
        "loop": """result = []
for item in $a:
    i = 0
    while i < len(result) and result[i] < item:
        i += 1
    result.insert(i, item)
return result""",
        "recursive": """if len($a) < 2:
    return list($a)
left = [x for x in $a[1:] if x < $a[0]]
right = [x for x in $a[1:] if x >= $a[0]]
return $f(left) + [$a[0]] + $f(right)""",
    },
    "binary_search": {
        "recursive": """if not $a:
    return -1
mid = len($a) // 2
if $a[mid] == $b:
    return mid
if $a[mid] > $b:
    return $f($a[:mid], $b)
found = $f($a[mid + 1:], $b)
return found if found < 0 else mid + 1 + found""",
        "library": """i = bisect.bisect_left($a, $b)
return i if i < len($a) and $a[i] == $b else -1""",
    },
    "count_words": {
        "loop": """count = 0
for _ in $a.split():
    count += 1
return count""",
        "library": 'return len(re.findall(r"\\S+", $a))',
    },
    "fizzbuzz": {
        "one_line": 'return ["Fizz" * (i % 3 == 0) + "Buzz" * (i % 5 == 0) or str(i) for i in range(1, $a + 1)]',
        "recursive": """if $a < 1:
    return []
word = "Fizz" * ($a % 3 == 0) + "Buzz" * ($a % 5 == 0)
return $f($a - 1) + [word or str($a)]""",
    },
    "celsius_to_fahrenheit": {
        "steps": """ratio = 9 / 5
offset = 32
return $a * ratio + offset""",
        "rounded": "return round($a * 9 / 5 + 32)",
    },
    "fahrenheit_to_celsius": {
        "steps": """offset = 32
ratio = 5 / 9
return ($a - offset) * ratio""",
        "rounded": "return round(($a - 32) * 5 / 9)",
    },
    "is_even": {
        "bitwise": "return $a & 1 == 0",
        "if_else": """if $a % 2 == 0:
    return True
return False""",
    },
    "is_odd": {
        "bitwise": "return $a & 1 == 1",
        "if_else": """if $a % 2 == 1:
    return True
return False""",
    },
    "average": {"library": """if not $a:
    return 0
return statistics.mean($a)"""},
    "remove_duplicates": {"recursive": """if not $a:
    return []
rest = $f($a[:-1])
return rest if $a[-1] in rest else rest + [$a[-1]]"""},
    "flatten": {
        "while": """result, stack = [], list($a)
while stack:
    item = stack.pop()
    if isinstance(item, list):
        stack.extend(item)
    else:
        result.append(item)
return result[::-1]""",
        "one_line": "return [x for item in $a for x in ($f(item) if isinstance(item, list) else [item])]",
    },
    "is_anagram": {
        "counter": "return Counter($a.lower()) == Counter($b.lower())",
        "loop": """letters = list($b.lower())
for c in $a.lower():
    if c not in letters:
        return False
    letters.remove(c)
return not letters""",
    },
    "collatz": {
        "recursive": """if $a == 1:
    return [1]
return [$a] + $f($a // 2 if $a % 2 == 0 else 3 * $a + 1)""",
        "if_else": """result = [$a]
while $a != 1:
    if $a % 2 == 0:
        $a = $a // 2
    else:
        $a = 3 * $a + 1
    result.append($a)
return result""",
    },
    "collatz_steps": {
        "recursive": """if $a == 1:
    return 0
return 1 + $f($a // 2 if $a % 2 == 0 else 3 * $a + 1)""",
        "if_else": """steps = 0
while $a != 1:
    if $a % 2 == 0:
        $a = $a // 2
    else:
        $a = 3 * $a + 1
    steps += 1
return steps""",
    },
    "leap_year": {
        "library": "return calendar.isleap($a)",
        "if_else": """if $a % 400 == 0:
    return True
if $a % 100 == 0:
    return False
return $a % 4 == 0""",
    },
    "capitalize_words": {"library": "return string.capwords($a)"},
    "multiplication_table": {"while": """table, i = [], 1
while i <= $a:
    table.append([i * j for j in range(1, $a + 1)])
    i += 1
return table"""},
}  # fmt: skip

MORE_VARIANT_CHECKS: Mapping[str, Mapping[str, tuple[tuple[list[Any], Any], ...]]] = {
    "celsius_to_fahrenheit": {"rounded": (([0], 32), ([37], 99), ([36.6], 98), ([-40], -40), ([21], 70), ([-3], 27))},
    "fahrenheit_to_celsius": {"rounded": (([32], 0), ([100], 38), ([98.6], 37), ([-40], -40), ([70], 21), ([0], -18))},
}
