"""Python functions of the curriculum: for each family one canonical body, its variants, wordings and checks.

The program is a function of the wish: what a wish leaves open takes the one default, what varies is stated in it.
Bodies and phrases are templates: ``$f`` is the function's name, ``$a`` and ``$b`` its arguments.
"""

from __future__ import annotations

import keyword
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from string import Template
from typing import Any

from recipe.curriculum import function_wishes
from recipe.curriculum.function_variants import MORE_VARIANT_CHECKS, MORE_VARIANTS
from recipe.curriculum.function_ways import MORE_WAYS
from recipe.curriculum.program import Program
from recipe.curriculum.wording import Split, is_held_out

INDENT = "    "
IMPORTS = {
    "math.": "import math", "bisect.": "import bisect", "calendar.": "import calendar", "re.findall": "import re", "statistics.": "import statistics",
    "string.capwords": "import string", "Counter(": "from collections import Counter",
}  # fmt: skip

NUMBER = ("n", "x", "num", "number", "value", "k", "m", "limit", "count")
TEXT = ("text", "s", "word", "string", "phrase", "sentence", "line", "message", "txt")
NUMBERS = ("numbers", "items", "values", "nums", "data", "lst", "arr", "xs", "elements", "scores", "array")
PAIR = (("a", "b"), ("x", "y"), ("m", "n"), ("p", "q"), ("first", "second"), ("left", "right"), ("u", "v"))


@dataclass(frozen=True, slots=True)
class Function:
    name: str  # the canonical name
    args: tuple[str, ...]  # the canonical argument names
    types: tuple[str, ...]  # of the arguments, then of what is returned
    doc: str
    body: str
    do: tuple[str, ...]  # verb phrases, the verb first and in its base form
    nouns: tuple[str, ...]  # noun phrases, with the article they take
    checks: tuple[tuple[list[Any], Any], ...]
    names: tuple[str, ...] = ()  # other names people give it
    renames: tuple[Any, ...] = ()  # other argument names
    variants: Mapping[str, str] = field(default_factory=dict)  # way of doing it → body
    variant_checks: Mapping[str, tuple[tuple[list[Any], Any], ...]] = field(default_factory=dict)


TABLE: dict[str, Function] = {
    "is_prime": Function(
        "is_prime", ("n",), ("int", "bool"), "Return whether n is a prime number.",
        """if $a < 2:
    return False
for i in range(2, int($a**0.5) + 1):
    if $a % i == 0:
        return False
return True""",
        ("check whether a number is prime", "check if a number is prime", "test if a number is a prime number",
         "determine whether an integer is prime", "tell whether $a is prime", "return True if $a is prime",
         "return true when a number is prime and false otherwise", "tell me if a number is prime", "test for primality",
         "check primality", "find out if a number is prime", "decide if an integer is a prime", "see if a number is prime"),
        ("a prime checker", "is prime", "a primality test", "a prime number checker", "a prime test", "prime check",
         "a prime number test", "a primality check", "is it prime"),
        (([2], True), ([1], False), ([0], False), ([-7], False), ([9], False), ([25], False), ([97], True), ([91], False),
         ([3], True), ([7919], True)),
        ("prime", "check_prime", "isPrime", "is_prime_number", "prime_check", "test_prime"), NUMBER,
        {"one_line": "return $a > 1 and all($a % i for i in range(2, int($a**0.5) + 1))"},
    ),
    "primes": Function(
        "primes_up_to", ("n",), ("int", "list[int]"), "Return the primes up to n.",
        """result = []
for i in range(2, $a + 1):
    if all(i % p for p in result):
        result.append(i)
return result""",
        ("list all primes up to a number", "return all primes up to $a", "find all prime numbers up to a limit",
         "get the prime numbers up to $a", "generate the primes up to $a", "return a list of primes up to $a",
         "compute every prime up to a given number", "list the prime numbers from 2 to $a", "collect all primes up to a limit",
         "give the primes up to and including $a", "produce all the primes up to $a", "find every prime up to a number"),
        ("primes up to $a", "all primes up to a number", "a list of primes up to $a", "the prime numbers up to $a",
         "a prime generator up to $a", "list of prime numbers", "the primes from 2 to $a", "a prime lister"),
        (([10], [2, 3, 5, 7]), ([1], []), ([2], [2]), ([0], []), ([11], [2, 3, 5, 7, 11]),
         ([30], [2, 3, 5, 7, 11, 13, 17, 19, 23, 29]), ([3], [2, 3])),
        ("primes", "get_primes", "list_primes", "all_primes", "find_primes", "generate_primes", "primesUpTo"), NUMBER,
        {"sieve": """sieve = [True] * ($a + 1)
for i in range(2, int($a**0.5) + 1):
    if sieve[i]:
        for j in range(i * i, $a + 1, i):
            sieve[j] = False
return [i for i in range(2, $a + 1) if sieve[i]]"""},
    ),
    "fibonacci": Function(
        "fibonacci", ("n",), ("int", "int"), "Return the n-th Fibonacci number.",
        """a, b = 0, 1
for _ in range($a):
    a, b = b, a + b
return a""",
        ("compute the nth Fibonacci number", "return the nth fibonacci number", "calculate the n-th Fibonacci number",
         "find the nth number of the Fibonacci sequence", "get the nth fibonacci term", "return fibonacci of $a",
         "work out the nth fibonacci number", "give the nth Fibonacci value", "compute a fibonacci number",
         "calculate fibonacci numbers", "evaluate the nth term of the fibonacci series"),
        ("fibonacci", "the nth fibonacci number", "a fibonacci function", "the fibonacci number at position $a",
         "a fibonacci calculator", "nth fibonacci", "fibonacci number", "the nth term of the Fibonacci sequence", "fib"),
        (([0], 0), ([1], 1), ([2], 1), ([3], 2), ([7], 13), ([10], 55), ([20], 6765)),
        ("fib", "nth_fibonacci", "fibo", "get_fibonacci", "fibonacci_number", "fib_n", "nthFib"), NUMBER,
        {"recursive": "if $a < 2:\n    return $a\nreturn $f($a - 1) + $f($a - 2)",
         "loop": "a, b = 0, 1\nfor _ in range($a):\n    a, b = b, a + b\nreturn a"},
    ),
    "fibonacci_list": Function(
        "fibonacci_list", ("n",), ("int", "list[int]"), "Return the first n Fibonacci numbers.",
        """result = []
a, b = 0, 1
for _ in range($a):
    result.append(a)
    a, b = b, a + b
return result""",
        ("return the first n Fibonacci numbers", "list the first n fibonacci numbers", "generate the first $a Fibonacci numbers",
         "return a list of fibonacci numbers", "build a list of the first $a fibonacci numbers",
         "compute the Fibonacci sequence as a list", "give the first few fibonacci numbers as a list",
         "get a list with the first n Fibonacci numbers", "produce the fibonacci sequence up to n terms",
         "make a list of n fibonacci numbers", "create the fibonacci series with $a terms"),
        ("the first n fibonacci numbers", "a fibonacci list", "a list of fibonacci numbers", "the fibonacci sequence",
         "the first $a Fibonacci numbers", "the fibonacci series as a list", "a fibonacci sequence list", "fibonacci numbers list"),
        (([0], []), ([1], [0]), ([2], [0, 1]), ([3], [0, 1, 1]), ([7], [0, 1, 1, 2, 3, 5, 8]),
         ([10], [0, 1, 1, 2, 3, 5, 8, 13, 21, 34])),
        ("fib_list", "fibonacci_sequence", "first_fibonacci", "fib_sequence", "fibonacci_numbers", "fibList"), NUMBER,
    ),
    "gcd": Function(
        "gcd", ("a", "b"), ("int", "int", "int"), "Return the greatest common divisor of a and b.",
        "while $b:\n    $a, $b = $b, $a % $b\nreturn $a",
        ("compute the greatest common divisor of two numbers", "find the gcd of two numbers", "calculate the gcd of $a and $b",
         "return the greatest common divisor", "get the greatest common divisor of two integers", "compute the gcd",
         "find the largest number that divides both $a and $b", "calculate the highest common factor of two numbers",
         "return the gcd of two integers", "implement Euclid's algorithm", "find the greatest common factor of two numbers"),
        ("the gcd of two numbers", "gcd", "the greatest common divisor", "a gcd function", "Euclid's algorithm",
         "the gcd of $a and $b", "the greatest common divisor of two integers", "a greatest common divisor function",
         "the euclidean algorithm", "the highest common factor", "hcf of two numbers"),
        (([12, 18], 6), ([7, 13], 1), ([5, 0], 5), ([0, 9], 9), ([48, 36], 12), ([10, 10], 10), ([100, 75], 25)),
        ("greatest_common_divisor", "hcf", "compute_gcd", "find_gcd", "euclid", "my_gcd"), PAIR,
        {"recursive": "if $b == 0:\n    return $a\nreturn $f($b, $a % $b)",
         "loop": "while $b:\n    $a, $b = $b, $a % $b\nreturn $a"},
    ),
    "lcm": Function(
        "lcm", ("a", "b"), ("int", "int", "int"), "Return the least common multiple of a and b.",
        "if $a == 0 or $b == 0:\n    return 0\nreturn abs($a * $b) // math.gcd($a, $b)",
        ("compute the least common multiple of two numbers", "find the lcm of two numbers", "calculate the lcm of $a and $b",
         "return the least common multiple", "get the least common multiple of two integers", "compute the lcm",
         "find the smallest number that both $a and $b divide", "calculate the lowest common multiple of two numbers",
         "return the lcm of two integers", "work out the least common multiple", "find the smallest common multiple"),
        ("the lcm of two numbers", "lcm", "the least common multiple", "an lcm function", "the lcm of $a and $b",
         "the least common multiple of two integers", "the lowest common multiple", "a least common multiple function",
         "smallest common multiple"),
        (([4, 6], 12), ([3, 5], 15), ([7, 7], 7), ([0, 5], 0), ([1, 9], 9), ([12, 18], 36), ([21, 6], 42)),
        ("least_common_multiple", "compute_lcm", "find_lcm", "lowest_common_multiple", "my_lcm"), PAIR,
    ),
    "factorial": Function(
        "factorial", ("n",), ("int", "int"), "Return the factorial of n.",
        "result = 1\nfor i in range(2, $a + 1):\n    result *= i\nreturn result",
        ("compute the factorial of a number", "calculate the factorial of $a", "return the factorial of a number",
         "find the factorial", "get $a factorial", "compute n!", "work out the factorial of an integer",
         "multiply all numbers from 1 to $a", "calculate factorials", "return the product of the numbers from 1 to $a",
         "give the factorial of a given number"),
        ("the factorial of a number", "factorial", "a factorial function", "n factorial", "the factorial of $a",
         "a factorial calculator", "n!", "the factorial of an integer"),
        (([0], 1), ([1], 1), ([2], 2), ([3], 6), ([5], 120), ([7], 5040), ([10], 3628800)),
        ("fact", "compute_factorial", "get_factorial", "fac", "factorial_of", "calcFactorial"), NUMBER,
        {"recursive": "if $a < 2:\n    return 1\nreturn $a * $f($a - 1)",
         "loop": "result = 1\nfor i in range(2, $a + 1):\n    result *= i\nreturn result"},
    ),
    "is_palindrome": Function(
        "is_palindrome", ("text",), ("str", "bool"), "Return whether the text is a palindrome.",
        "return $a == $a[::-1]",
        ("check whether a string is a palindrome", "check if a word is a palindrome", "test if a string is a palindrome",
         "determine whether a text is a palindrome", "tell if a string reads the same backwards",
         "return True if a string is a palindrome", "check for palindromes", "detect palindromes",
         "find out whether a word is a palindrome", "see if $a is a palindrome",
         "check that a string is the same forwards and backwards"),
        ("a palindrome checker", "is palindrome", "a palindrome test", "palindrome check", "a palindrome function",
         "a palindrome detector", "is it a palindrome", "palindrome"),
        ((["racecar"], True), (["hello"], False), ([""], True), (["a"], True), (["ab"], False), (["abba"], True),
         (["abca"], False), (["noon"], True)),
        ("palindrome", "check_palindrome", "isPalindrome", "palindrome_check", "is_pal", "reads_same"), TEXT,
        {"recursive": "if len($a) < 2:\n    return True\nreturn $a[0] == $a[-1] and $f($a[1:-1])",
         "loop": "for i in range(len($a) // 2):\n    if $a[i] != $a[-1 - i]:\n        return False\nreturn True",
         "ignore_case": "$a = $a.lower()\nreturn $a == $a[::-1]",
         "ignore_punctuation": "letters = [c.lower() for c in $a if c.isalnum()]\nreturn letters == letters[::-1]"},
        {"ignore_case": ((["Racecar"], True), (["Hello"], False), ([""], True), (["aA"], True), (["Ab"], False), (["Noon"], True)),
         "ignore_punctuation": ((["A man, a plan, a canal: Panama"], True), (["hello!"], False), ([""], True),
                                (["No 'x' in Nixon"], True), (["ab, c"], False), (["Was it a car or a cat I saw?"], True))},
    ),
    "reverse_string": Function(
        "reverse_string", ("text",), ("str", "str"), "Return the text reversed.",
        "return $a[::-1]",
        ("reverse a string", "return a string reversed", "turn a string around", "flip a string", "reverse a word",
         "reverse the characters of a string", "return $a backwards", "reverse some text", "write a string backwards",
         "give back the reverse of a string", "put the letters of a string in reverse order", "reverse the letters of a word"),
        ("a string reverser", "reverse string", "string reversal", "a reversed string", "the reverse of a string",
         "a text reverser", "a string reverse function", "a string backwards"),
        ((["hello"], "olleh"), ([""], ""), (["a"], "a"), (["ab"], "ba"), (["Hello World"], "dlroW olleH"), (["abc123"], "321cba")),
        ("reverse", "reverse_text", "rev", "backwards", "reverseString", "flip_string"), TEXT,
        {"recursive": 'if not $a:\n    return ""\nreturn $f($a[1:]) + $a[0]',
         "loop": 'result = ""\nfor c in $a:\n    result = c + result\nreturn result'},
    ),
    "count_vowels": Function(
        "count_vowels", ("text",), ("str", "int"), "Return the number of vowels in the text.",
        'return sum(1 for c in $a.lower() if c in "aeiou")',
        ("count the vowels in a string", "count vowels", "count how many vowels are in a string",
         "return the number of vowels in a string", "count the vowels of a word", "find the number of vowels in a text",
         "compute how many vowels a word has", "get the vowel count of a string", "tell how many vowels are in $a",
         "calculate the number of vowels in a sentence", "count the number of vowels"),
        ("a vowel counter", "the number of vowels in a string", "vowel count", "a count of vowels", "number of vowels",
         "the vowel count of a word", "how many vowels in a string", "a vowel counting function"),
        ((["hello"], 2), ([""], 0), (["xyz"], 0), (["AEIOU"], 5), (["Programming"], 3), (["aaa"], 3), (["Apple Pie"], 4)),
        ("vowels", "vowel_count", "num_vowels", "countVowels", "number_of_vowels", "vowel_counter"), TEXT,
        {"loop": 'count = 0\nfor c in $a.lower():\n    if c in "aeiou":\n        count += 1\nreturn count',
         "one_line": 'return sum(1 for c in $a.lower() if c in "aeiou")'},
    ),
    "maximum": Function(
        "find_max", ("numbers",), ("list[int]", "int"), "Return the largest of the numbers.",
        "return max($a)",
        ("find the maximum of a list", "find the largest number in a list", "return the maximum of a list",
         "get the biggest number in a list", "return the largest element of a list", "find the max of a list of numbers",
         "compute the maximum of some numbers", "pick the biggest value in a list", "find the highest number in a list",
         "get the max of a list", "return the greatest of the numbers", "find the largest value in $a"),
        ("the maximum of a list", "the largest number in a list", "the max of a list", "a maximum function",
         "the biggest number in a list", "the largest element of a list", "max of list", "a function for the maximum",
         "the highest value in a list"),
        (([[3, 1, 2]], 3), ([[5]], 5), ([[-3, -1, -2]], -1), ([[1, 9, 9, 4]], 9), ([[2, 8]], 8), ([[0, -5, 0]], 0),
         ([[10, 3]], 10)),
        ("maximum", "largest", "biggest", "get_max", "max_of_list", "list_max", "findMax"), NUMBERS,
        {"loop": "largest = $a[0]\nfor n in $a:\n    if n > largest:\n        largest = n\nreturn largest",
         "recursive": "if len($a) == 1:\n    return $a[0]\nrest = $f($a[1:])\nreturn $a[0] if $a[0] > rest else rest"},
    ),
    "minimum": Function(
        "find_min", ("numbers",), ("list[int]", "int"), "Return the smallest of the numbers.",
        "return min($a)",
        ("find the minimum of a list", "find the smallest number in a list", "return the minimum of a list",
         "get the smallest number in a list", "return the smallest element of a list", "find the min of a list of numbers",
         "compute the minimum of some numbers", "pick the smallest value in a list", "find the lowest number in a list",
         "get the min of a list", "return the least of the numbers", "find the smallest value in $a"),
        ("the minimum of a list", "the smallest number in a list", "the min of a list", "a minimum function",
         "the lowest number in a list", "the smallest element of a list", "min of list", "a function for the minimum",
         "the lowest value in a list"),
        (([[3, 1, 2]], 1), ([[5]], 5), ([[-3, -1, -2]], -3), ([[4, 9, 9, 1]], 1), ([[2, 8]], 2), ([[0, 5, 0]], 0),
         ([[10, 3]], 3)),
        ("minimum", "smallest", "lowest", "get_min", "min_of_list", "list_min", "findMin"), NUMBERS,
        {"loop": "smallest = $a[0]\nfor n in $a:\n    if n < smallest:\n        smallest = n\nreturn smallest",
         "recursive": "if len($a) == 1:\n    return $a[0]\nrest = $f($a[1:])\nreturn $a[0] if $a[0] < rest else rest"},
    ),
    "sum_list": Function(
        "sum_list", ("numbers",), ("list[int]", "int"), "Return the sum of the numbers.",
        "return sum($a)",
        ("sum a list of numbers", "add up the numbers in a list", "compute the sum of a list", "return the sum of a list",
         "calculate the total of a list of numbers", "add all numbers in a list", "sum the elements of a list",
         "find the sum of some numbers", "get the sum of all elements in a list", "total a list of numbers",
         "return the total of $a", "sum up a list"),
        ("the sum of a list", "sum of a list of numbers", "the total of a list", "a list sum", "the sum of all numbers in a list",
         "a function for the sum of a list", "sum of list", "the sum of the elements of a list"),
        (([[1, 2, 3]], 6), ([[]], 0), ([[5]], 5), ([[-1, 1]], 0), ([[10, 20, 30, 40]], 100), ([[-2, -3]], -5)),
        ("total", "add_all", "list_sum", "sum_numbers", "add_up", "sumList", "sum_all"), NUMBERS,
        {"loop": "total = 0\nfor n in $a:\n    total += n\nreturn total",
         "recursive": "if not $a:\n    return 0\nreturn $a[0] + $f($a[1:])"},
    ),
    "sum_digits": Function(
        "sum_digits", ("n",), ("int", "int"), "Return the sum of the digits of n.",
        "return sum(int(d) for d in str(abs($a)))",
        ("sum the digits of a number", "add up the digits of a number", "compute the sum of the digits of $a",
         "return the sum of the digits", "calculate the digit sum of a number", "find the sum of the digits of an integer",
         "add the digits of an integer", "get the digit sum", "sum all digits of a number", "compute a digit sum",
         "total the digits of a number"),
        ("the sum of digits", "a digit sum", "the digit sum of a number", "the sum of the digits of a number",
         "sum of the digits", "a digit summer", "a digit sum function", "the sum of the digits of $a"),
        (([123], 6), ([0], 0), ([9], 9), ([-45], 9), ([1000], 1), ([999], 27), ([10203], 6)),
        ("digit_sum", "add_digits", "sum_of_digits", "digits_sum", "digitSum", "digit_total"), NUMBER,
        {"loop": "$a = abs($a)\ntotal = 0\nwhile $a > 0:\n    total += $a % 10\n    $a //= 10\nreturn total",
         "recursive": "$a = abs($a)\nif $a < 10:\n    return $a\nreturn $a % 10 + $f($a // 10)",
         "one_line": "return sum(int(d) for d in str(abs($a)))"},
    ),
    "bubble_sort": Function(
        "bubble_sort", ("items",), ("list", "list"), "Return the items sorted with bubble sort.",
        """result = list($a)
for i in range(len(result)):
    for j in range(len(result) - 1 - i):
        if result[j] > result[j + 1]:
            result[j], result[j + 1] = result[j + 1], result[j]
return result""",
        ("sort a list with bubble sort", "implement bubble sort", "sort numbers using bubble sort", "do a bubble sort",
         "bubble sort a list", "sort a list of numbers with the bubble sort algorithm", "perform bubble sort on a list",
         "sort a list by swapping neighbours", "run bubble sort", "sort $a with bubble sort",
         "return a list sorted by bubble sort"),
        ("bubble sort", "a bubble sort", "the bubble sort algorithm", "a bubble sort function", "bubblesort",
         "an implementation of bubble sort", "bubble sort for a list", "a bubble sorter"),
        (([[3, 1, 2]], [1, 2, 3]), ([[]], []), ([[1]], [1]), ([[5, 4, 3, 2, 1]], [1, 2, 3, 4, 5]),
         ([[2, 2, 1]], [1, 2, 2]), ([[-1, 5, 0]], [-1, 0, 5]), ([[1, 2, 3]], [1, 2, 3])),
        ("bubblesort", "bubbleSort", "sort_bubble", "bsort", "bubble"), NUMBERS,
    ),
    "sort_list": Function(
        "sort_list", ("items",), ("list", "list"), "Return the items in ascending order.",
        "return sorted($a)",
        ("sort a list", "sort a list of numbers", "sort numbers", "return a sorted list", "put a list in order",
         "sort a list in ascending order", "order a list of numbers", "return a list sorted from smallest to largest",
         "arrange numbers in ascending order", "sort $a", "give back the sorted list", "sort the elements of a list"),
        ("a sorted list", "list sorting", "a list sorter", "a sort function", "a function for sorting a list",
         "a sorting function", "sort for a list", "the sorted version of a list"),
        (([[3, 1, 2]], [1, 2, 3]), ([[]], []), ([[1]], [1]), ([[5, 4, 3, 2, 1]], [1, 2, 3, 4, 5]),
         ([[2, 2, 1]], [1, 2, 2]), ([[-1, 5, 0]], [-1, 0, 5])),
        ("sort_numbers", "sort_items", "order_list", "sortList", "sort_values", "ascending"), NUMBERS,
        {"descending": "return sorted($a, reverse=True)"},
        {"descending": (([[3, 1, 2]], [3, 2, 1]), ([[]], []), ([[1]], [1]), ([[1, 2, 3, 4]], [4, 3, 2, 1]),
                        ([[2, 2, 1]], [2, 2, 1]), ([[-1, 5, 0]], [5, 0, -1]))},
    ),
    "binary_search": Function(
        "binary_search", ("items", "target"), ("list", "int", "int"), "Return the index of the target in sorted items, or -1.",
        """low, high = 0, len($a) - 1
while low <= high:
    mid = (low + high) // 2
    if $a[mid] == $b:
        return mid
    if $a[mid] < $b:
        low = mid + 1
    else:
        high = mid - 1
return -1""",
        ("search a sorted list with binary search", "implement binary search", "do a binary search",
         "find the index of a value in a sorted list", "find an element in a sorted list with binary search",
         "perform a binary search on a sorted list", "return the position of $b in a sorted list or -1",
         "look up a value in a sorted list using binary search", "binary search a sorted list",
         "run a binary search for a target", "find a number in a sorted list"),
        ("binary search", "a binary search", "the binary search algorithm", "a binary search function",
         "an implementation of binary search", "binary search in a sorted list", "a binary search over a list", "binarysearch"),
        (([[1, 3, 5, 7], 5], 2), ([[1, 3, 5, 7], 1], 0), ([[1, 3, 5, 7], 7], 3), ([[1, 3, 5, 7], 4], -1), ([[], 1], -1),
         ([[2], 2], 0), ([[2], 3], -1), ([[1, 2, 3, 4, 5, 6], 6], 5)),
        ("bsearch", "binarySearch", "search", "find_index", "bin_search", "search_sorted"),
        (("items", "target"), ("numbers", "value"), ("arr", "x"), ("nums", "target"), ("values", "key"), ("lst", "item")),
    ),
    "word_count": Function(
        "word_count", ("text",), ("str", "dict[str, int]"), "Return how often each word occurs in the text.",
        """counts = {}
for word in $a.split():
    counts[word] = counts.get(word, 0) + 1
return counts""",
        ("count how often each word occurs", "count the occurrences of each word in a text",
         "count word frequencies", "return a dictionary of word counts", "return a dict with the count of each word",
         "compute the word frequencies of a string", "count how many times each word appears in a string",
         "map each word to its number of occurrences", "build a word frequency dictionary",
         "get the frequency of every word in a text", "tally the words of a text"),
        ("word frequencies", "a word frequency counter", "a dictionary of word counts", "the frequency of each word",
         "a word frequency dict", "word counts as a dict", "a word tally", "a word histogram", "the word frequencies of a text"),
        ((["a b a"], {"a": 2, "b": 1}), ([""], {}), (["hello"], {"hello": 1}), (["to be or not to be"],
         {"to": 2, "be": 2, "or": 1, "not": 1}), (["  x   x "], {"x": 2}), (["The the"], {"The": 1, "the": 1})),
        ("word_counts", "word_frequency", "count_each_word", "word_freq", "wordCount", "frequencies"), TEXT,
        {"counter": "return dict(Counter($a.split()))",
         "ignore_case": "counts = {}\nfor word in $a.lower().split():\n    counts[word] = counts.get(word, 0) + 1\nreturn counts"},
        {"ignore_case": ((["a b A"], {"a": 2, "b": 1}), ([""], {}), (["Hello"], {"hello": 1}), (["The the THE cat"],
         {"the": 3, "cat": 1}), (["  x   x "], {"x": 2}))},
    ),
    "count_words": Function(
        "count_words", ("text",), ("str", "int"), "Return the number of words in the text.",
        "return len($a.split())",
        ("count the words in a string", "count the number of words in a text", "return the number of words in a sentence",
         "count words", "tell how many words a sentence has", "find the number of words in a string",
         "get the number of words", "compute how many words are in $a", "count how many words there are in a text",
         "return how many words a string has", "calculate the number of words in a sentence"),
        ("the number of words in a string", "a word counter", "number of words", "how many words in a sentence",
         "the number of words in a text", "a words counter", "the total number of words", "a count of the words in a text"),
        ((["hello world"], 2), ([""], 0), (["one"], 1), (["  a   b  c "], 3), (["the quick brown fox"], 4), (["   "], 0)),
        ("num_words", "number_of_words", "countWords", "words_in", "how_many_words", "word_total"), TEXT,
    ),
    "fizzbuzz": Function(
        "fizzbuzz", ("n",), ("int", "list[str]"), "Return fizzbuzz from 1 to n as a list of strings.",
        """result = []
for i in range(1, $a + 1):
    if i % 15 == 0:
        result.append("FizzBuzz")
    elif i % 3 == 0:
        result.append("Fizz")
    elif i % 5 == 0:
        result.append("Buzz")
    else:
        result.append(str(i))
return result""",
        ("return fizzbuzz up to $a", "play fizzbuzz", "return a list of fizzbuzz strings", "solve fizzbuzz",
         "compute fizzbuzz from 1 to $a", "do fizzbuzz for the numbers up to $a", "implement fizzbuzz",
         "return the fizzbuzz list", "generate the fizz buzz sequence", "give fizz for multiples of 3 and buzz for multiples of 5",
         "list fizzbuzz up to a number"),
        ("fizzbuzz", "a fizzbuzz function", "fizz buzz", "FizzBuzz up to $a", "the fizzbuzz list", "the fizz buzz game",
         "fizzbuzz as a list", "a fizzbuzz solution"),
        (([1], ["1"]), ([0], []), ([3], ["1", "2", "Fizz"]), ([5], ["1", "2", "Fizz", "4", "Buzz"]),
         ([15], ["1", "2", "Fizz", "4", "Buzz", "Fizz", "7", "8", "Fizz", "Buzz", "11", "Fizz", "13", "14", "FizzBuzz"]),
         ([6], ["1", "2", "Fizz", "4", "Buzz", "Fizz"])),
        ("fizz_buzz", "fizzBuzz", "fb", "fizz", "get_fizzbuzz"), NUMBER,
    ),
    "celsius_to_fahrenheit": Function(
        "celsius_to_fahrenheit", ("celsius",), ("float", "float"), "Convert degrees Celsius to degrees Fahrenheit.",
        "return $a * 9 / 5 + 32",
        ("convert celsius to fahrenheit", "convert a temperature from Celsius to Fahrenheit", "turn celsius into fahrenheit",
         "convert degrees Celsius to degrees Fahrenheit", "change celsius to fahrenheit",
         "compute the fahrenheit value of a celsius temperature", "translate celsius to fahrenheit",
         "calculate fahrenheit from celsius", "give the fahrenheit for a celsius temperature"),
        ("celsius to fahrenheit", "a celsius to fahrenheit converter", "C to F", "a Celsius to Fahrenheit conversion",
         "a converter from celsius to fahrenheit", "celsius to fahrenheit conversion", "a c to f converter", "celsius2fahrenheit"),
        (([0], 32.0), ([100], 212.0), ([-40], -40.0), ([25], 77.0), ([10], 50.0), ([-10], 14.0), ([5], 41.0)),
        ("c_to_f", "to_fahrenheit", "c2f", "celsiusToFahrenheit", "convert_celsius", "fahrenheit"),
        ("celsius", "c", "temp", "degrees", "temperature", "t", "value"),
    ),
    "fahrenheit_to_celsius": Function(
        "fahrenheit_to_celsius", ("fahrenheit",), ("float", "float"), "Convert degrees Fahrenheit to degrees Celsius.",
        "return ($a - 32) * 5 / 9",
        ("convert fahrenheit to celsius", "convert a temperature from Fahrenheit to Celsius", "turn fahrenheit into celsius",
         "convert degrees Fahrenheit to degrees Celsius", "change fahrenheit to celsius",
         "compute the celsius value of a fahrenheit temperature", "translate fahrenheit to celsius",
         "calculate celsius from fahrenheit", "give the celsius for a fahrenheit temperature"),
        ("fahrenheit to celsius", "a fahrenheit to celsius converter", "F to C", "a Fahrenheit to Celsius conversion",
         "a converter from fahrenheit to celsius", "fahrenheit to celsius conversion", "an f to c converter", "fahrenheit2celsius"),
        (([32], 0.0), ([212], 100.0), ([-40], -40.0), ([77], 25.0), ([50], 10.0), ([14], -10.0), ([41], 5.0)),
        ("f_to_c", "to_celsius", "f2c", "fahrenheitToCelsius", "convert_fahrenheit", "celsius"),
        ("fahrenheit", "f", "temp", "degrees", "temperature", "t", "value"),
    ),
    "is_even": Function(
        "is_even", ("n",), ("int", "bool"), "Return whether n is even.",
        "return $a % 2 == 0",
        ("check whether a number is even", "check if a number is even", "tell if a number is even", "return True if $a is even",
         "test whether an integer is even", "determine if a number is even", "see if a number is even",
         "return true for even numbers", "find out if $a is even", "check that a number is divisible by two",
         "decide whether an integer is even"),
        ("is even", "an even number checker", "an even check", "an even test", "is it even", "a check for even numbers",
         "an evenness test", "even number check"),
        (([2], True), ([1], False), ([0], True), ([-4], True), ([-3], False), ([101], False), ([100], True)),
        ("even", "check_even", "isEven", "even_check", "is_even_number"), NUMBER,
    ),
    "is_odd": Function(
        "is_odd", ("n",), ("int", "bool"), "Return whether n is odd.",
        "return $a % 2 == 1",
        ("check whether a number is odd", "check if a number is odd", "tell if a number is odd", "return True if $a is odd",
         "test whether an integer is odd", "determine if a number is odd", "see if a number is odd",
         "return true for odd numbers", "find out if $a is odd", "decide whether an integer is odd"),
        ("is odd", "an odd number checker", "an odd check", "an odd test", "is it odd", "a check for odd numbers",
         "an oddness test", "odd number check"),
        (([1], True), ([2], False), ([0], False), ([-3], True), ([-4], False), ([101], True), ([100], False)),
        ("odd", "check_odd", "isOdd", "odd_check", "is_odd_number"), NUMBER,
    ),
    "average": Function(
        "average", ("numbers",), ("list[float]", "float"), "Return the average of the numbers, 0 for an empty list.",
        "if not $a:\n    return 0\nreturn sum($a) / len($a)",
        ("compute the average of a list of numbers", "calculate the mean of a list", "return the average of a list",
         "find the average of some numbers", "compute the mean", "get the average of the numbers in a list",
         "calculate the average", "return the mean of $a", "work out the arithmetic mean of a list",
         "find the mean value of a list of numbers", "average a list of numbers"),
        ("the average of a list", "the mean of a list", "average", "an average function", "the mean of some numbers",
         "a mean function", "the arithmetic mean", "the average of a list of numbers", "an average calculator"),
        (([[1, 2, 3]], 2.0), ([[]], 0), ([[5]], 5.0), ([[1, 2]], 1.5), ([[-1, 1]], 0.0), ([[10, 20, 30, 40]], 25.0)),
        ("mean", "avg", "get_average", "compute_mean", "list_average", "calcAverage"), NUMBERS,
        {"loop": "if not $a:\n    return 0\ntotal = 0\nfor n in $a:\n    total += n\nreturn total / len($a)"},
    ),
    "remove_duplicates": Function(
        "remove_duplicates", ("items",), ("list", "list"), "Return the items without duplicates, in their first order.",
        "result = []\nfor item in $a:\n    if item not in result:\n        result.append(item)\nreturn result",
        ("remove duplicates from a list", "remove the duplicates of a list and keep the order", "drop duplicates from a list",
         "return a list without duplicates", "delete repeated elements from a list", "deduplicate a list",
         "return the unique elements of a list", "keep only the first of each value in a list",
         "get the unique items of a list in order", "strip duplicate values from a list", "filter out duplicates"),
        ("a list without duplicates", "remove duplicates", "the unique elements of a list", "a deduplicated list",
         "list deduplication", "a duplicate remover", "unique values of a list", "dedupe"),
        (([[1, 2, 2, 3]], [1, 2, 3]), ([[]], []), ([[1]], [1]), ([[3, 1, 3, 2, 1]], [3, 1, 2]), ([[5, 5, 5]], [5]),
         ([["b", "a", "b"]], ["b", "a"])),
        ("unique", "dedupe", "deduplicate", "uniq", "removeDuplicates", "distinct"), NUMBERS,
        {"loop": "result = []\nfor item in $a:\n    if item not in result:\n        result.append(item)\nreturn result",
         "one_line": "return list(dict.fromkeys($a))"},
    ),
    "flatten": Function(
        "flatten", ("items",), ("list", "list"), "Return the nested items as one flat list.",
        """result = []
for item in $a:
    if isinstance(item, list):
        result.extend($f(item))
    else:
        result.append(item)
return result""",
        ("flatten a nested list", "flatten a list of lists", "turn a nested list into a flat list",
         "flatten a list", "convert a nested list to a flat one", "make a nested list flat",
         "return a flat version of a nested list", "unnest a list", "flatten nested lists of any depth",
         "collapse nested lists into one list", "flatten an arbitrarily nested list"),
        ("a list flattener", "flatten", "a flat list", "a flattened list", "list flattening", "a flatten function",
         "a nested list flattener", "flat list from a nested list"),
        (([[1, [2, 3]]], [1, 2, 3]), ([[]], []), ([[[]]], []), ([[1, 2]], [1, 2]), ([[[1], [2, [3, [4]]]]], [1, 2, 3, 4]),
         ([[["a"], "b"]], ["a", "b"]), ([[0, [0]]], [0, 0])),
        ("flatten_list", "flat", "flattenList", "unnest", "flatten_nested"), NUMBERS,
    ),
    "power": Function(
        "power", ("base", "exponent"), ("int", "int", "int"), "Return base to the power of exponent.",
        "return $a**$b",
        ("raise a number to a power", "compute the power of a number", "calculate base to the power of exponent",
         "return a number raised to an exponent", "compute powers", "raise $a to the power of $b",
         "calculate a power", "return $a to the power $b", "exponentiate a number", "find the power of a number",
         "get a number to some power"),
        ("power", "a power function", "the power of a number", "exponentiation", "a number to a power", "pow",
         "base to the exponent", "an exponentiation function"),
        (([2, 3], 8), ([5, 0], 1), ([0, 3], 0), ([7, 1], 7), ([-2, 3], -8), ([10, 4], 10000), ([-3, 2], 9)),
        ("pow_int", "raise_to", "exponent_of", "my_pow", "calcPower", "to_power"),
        (("base", "exponent"), ("x", "n"), ("a", "b"), ("base", "exp"), ("x", "y"), ("number", "power")),
        {"recursive": "if $b == 0:\n    return 1\nreturn $a * $f($a, $b - 1)",
         "loop": "result = 1\nfor _ in range($b):\n    result *= $a\nreturn result"},
    ),
    "is_anagram": Function(
        "is_anagram", ("first", "second"), ("str", "str", "bool"), "Return whether the two words are anagrams.",
        "return sorted($a.lower()) == sorted($b.lower())",
        ("check whether two words are anagrams", "check if two strings are anagrams", "test if two words are anagrams",
         "determine whether two strings are anagrams of each other", "tell if two words are anagrams",
         "return True if two strings are anagrams", "see if one word is an anagram of another",
         "find out whether $a and $b are anagrams", "detect anagrams", "check that two words have the same letters",
         "decide if two words are anagrams"),
        ("an anagram checker", "is anagram", "an anagram test", "anagram check", "an anagram function", "an anagram detector",
         "are two words anagrams", "anagrams"),
        ((["listen", "silent"], True), (["hello", "world"], False), (["", ""], True), (["Listen", "Silent"], True),
         (["aab", "abb"], False), (["abc", "ab"], False), (["a", "a"], True)),
        ("anagram", "are_anagrams", "isAnagram", "check_anagram", "anagrams", "same_letters"),
        (("first", "second"), ("a", "b"), ("s", "t"), ("word1", "word2"), ("left", "right"), ("s1", "s2"), ("x", "y")),
    ),
    "collatz": Function(
        "collatz", ("n",), ("int", "list[int]"), "Return the Collatz sequence from n to 1.",
        """result = [$a]
while $a != 1:
    $a = $a // 2 if $a % 2 == 0 else 3 * $a + 1
    result.append($a)
return result""",
        ("return the collatz sequence of a number", "compute the Collatz sequence", "generate the collatz sequence from $a",
         "list the Collatz sequence starting at $a", "give the collatz sequence of a number as a list",
         "build the hailstone sequence of a number", "get the collatz chain of a number", "produce the Collatz sequence down to 1",
         "calculate the collatz sequence", "follow the collatz rule until 1"),
        ("collatz", "the collatz sequence", "a collatz function", "the hailstone sequence", "the Collatz sequence of a number",
         "the 3n+1 sequence", "the collatz chain", "collatz numbers"),
        (([1], [1]), ([2], [2, 1]), ([3], [3, 10, 5, 16, 8, 4, 2, 1]), ([4], [4, 2, 1]),
         ([6], [6, 3, 10, 5, 16, 8, 4, 2, 1]), ([8], [8, 4, 2, 1]), ([5], [5, 16, 8, 4, 2, 1])),
        ("collatz_sequence", "hailstone", "collatzSequence", "collatz_list", "three_n_plus_one"), NUMBER,
    ),
    "collatz_steps": Function(
        "collatz_steps", ("n",), ("int", "int"), "Return the number of Collatz steps from n to 1.",
        """steps = 0
while $a != 1:
    $a = $a // 2 if $a % 2 == 0 else 3 * $a + 1
    steps += 1
return steps""",
        ("count the collatz steps of a number", "return the number of collatz steps to reach 1",
         "count how many Collatz steps a number needs", "compute the number of steps in the collatz sequence",
         "tell how many steps collatz takes to reach 1", "find the number of collatz steps",
         "calculate the collatz step count", "get the length of the collatz chain in steps"),
        ("collatz steps", "the number of collatz steps", "a collatz step counter", "the Collatz step count",
         "how many collatz steps", "the collatz steps of a number"),
        (([1], 0), ([2], 1), ([3], 7), ([4], 2), ([6], 8), ([27], 111), ([8], 3)),
        ("count_collatz", "collatz_count", "collatzSteps", "steps_to_one", "hailstone_steps"), NUMBER,
    ),
    "leap_year": Function(
        "is_leap_year", ("year",), ("int", "bool"), "Return whether the year is a leap year.",
        "return $a % 4 == 0 and ($a % 100 != 0 or $a % 400 == 0)",
        ("check whether a year is a leap year", "check if a year is a leap year", "tell if a year is a leap year",
         "determine whether a year is leap", "return True if a year is a leap year", "test if $a is a leap year",
         "test for leap years", "find out whether a year is a leap year", "see if a year has 366 days",
         "decide if a given year is a leap year"),
        ("a leap year checker", "leap year", "is leap year", "a leap year test", "a leap year function", "leap year check",
         "is it a leap year", "a leap year detector"),
        (([2000], True), ([1900], False), ([2024], True), ([2023], False), ([2100], False), ([1600], True), ([4], True)),
        ("leap", "leap_year", "isLeapYear", "is_leap", "check_leap_year"), ("year", "y", "n", "date_year", "yr"),
    ),
    "capitalize_words": Function(
        "capitalize_words", ("text",), ("str", "str"), "Return the text with every word capitalized.",
        'return " ".join(word.capitalize() for word in $a.split())',
        ("capitalize every word of a string", "capitalize each word in a sentence", "capitalize the words of a text",
         "make the first letter of every word uppercase", "convert a string to title case", "capitalize all words",
         "turn each word's first letter into a capital", "uppercase the first letter of each word", "title case a string",
         "return $a with every word capitalized", "put a sentence in title case"),
        ("a word capitalizer", "capitalize words", "title case", "a title case function", "capitalized words",
         "a title case converter", "capitalization of every word", "a sentence with capitalized words"),
        ((["hello world"], "Hello World"), ([""], ""), (["a"], "A"), (["HELLO"], "Hello"), (["the quick fox"], "The Quick Fox"),
         (["it's ok"], "It's Ok")),
        ("title_case", "capitalize", "capitalize_all", "capitalizeWords", "to_title", "cap_words"), TEXT,
        {"loop": 'result = []\nfor word in $a.split():\n    result.append(word.capitalize())\nreturn " ".join(result)',
         "one_line": 'return " ".join(word.capitalize() for word in $a.split())'},
    ),
    "multiplication_table": Function(
        "multiplication_table", ("n",), ("int", "list[list[int]]"), "Return the n by n multiplication table.",
        "return [[i * j for j in range(1, $a + 1)] for i in range(1, $a + 1)]",
        ("return the multiplication table up to $a", "build a multiplication table", "make a multiplication table of size $a",
         "compute the times table up to $a", "create an n by n multiplication table", "generate a multiplication table as a list of lists",
         "produce the times table up to a number", "compute a multiplication table", "return a times table",
         "construct a multiplication table"),
        ("a multiplication table", "the multiplication table up to $a", "a times table", "an n by n multiplication table",
         "the times table up to $a", "a multiplication table function", "a multiplication grid",
         "a multiplication table as a list of lists"),
        (([1], [[1]]), ([0], []), ([2], [[1, 2], [2, 4]]), ([3], [[1, 2, 3], [2, 4, 6], [3, 6, 9]]),
         ([4], [[1, 2, 3, 4], [2, 4, 6, 8], [3, 6, 9, 12], [4, 8, 12, 16]])),
        ("times_table", "mult_table", "multiplicationTable", "table", "make_table"), NUMBER,
        {"loop": """table = []
for i in range(1, $a + 1):
    row = []
    for j in range(1, $a + 1):
        row.append(i * j)
    table.append(row)
return table""",
         "one_line": "return [[i * j for j in range(1, $a + 1)] for i in range(1, $a + 1)]"},
    ),
}  # fmt: skip
for _family, (_do, _nouns) in MORE_WAYS.items():
    TABLE[_family] = replace(TABLE[_family], do=(*TABLE[_family].do, *_do), nouns=(*TABLE[_family].nouns, *_nouns))
for _family, _variants in MORE_VARIANTS.items():
    TABLE[_family] = replace(
        TABLE[_family], variants={**TABLE[_family].variants, **_variants},
        variant_checks={**TABLE[_family].variant_checks, **MORE_VARIANT_CHECKS.get(_family, {})},
    )  # fmt: skip

FAMILIES: tuple[str, ...] = tuple(TABLE)


def render(
    function: Function,
    name: str = "",
    args: Sequence[str] = (),
    variant: str = "",
    docstring: bool = False,
    typed: bool = False,
) -> str:
    """The one program for what is stated; what is not stated is empty."""
    name, args = name or function.name, tuple(args) or function.args
    names = {"f": name} | dict(zip("ab", args, strict=False))
    body = Template(function.variants[variant] if variant else function.body).substitute(names)
    imports = [line for sign, line in IMPORTS.items() if sign in body]
    parameters = [f"{arg}: {kind}" for arg, kind in zip(args, function.types, strict=False)] if typed else args
    lines = [f"def {name}({', '.join(parameters)})" + (f" -> {function.types[-1]}:" if typed else ":")]
    if docstring:
        doc = re.sub(r"[A-Za-z]+", lambda word: dict(zip(function.args, args, strict=True)).get(word[0], word[0]), function.doc)
        lines.append(f'{INDENT}"""{doc if function.args != args else function.doc}"""')
    lines += [INDENT + line for line in body.splitlines()]
    return "".join(f"{line}\n\n\n" for line in imports) + "\n".join(lines) + "\n"


def identifiers(function: Function) -> set[str]:
    """Names that a function or argument cannot take without changing what some body means."""
    text = " ".join([function.body, *function.variants.values()])
    return set(re.findall(r"(?<![\w$])[A-Za-z_]\w*", text)) | {word for t in function.types for word in re.findall(r"\w+", t)}


def stated_name(rng: random.Random, function: Function, args: Sequence[str], split: Split) -> str:
    taken = identifiers(function) | set(args)
    while True:
        drawn = rng.random()
        if drawn < 0.12:
            name = function.name
        elif drawn < 0.45 and function.names:
            name = rng.choice(function.names)
        else:
            name = function_wishes.any_name(rng)
        if name not in taken and not keyword.iskeyword(name) and (split == "heldout" or not is_held_out(name)):
            return name


def stated_args(rng: random.Random, function: Function) -> tuple[str, ...]:
    taken = identifiers(function) | {function.name}
    choices = [(args,) if isinstance(args, str) else tuple(args) for args in function.renames]
    fit = [args for args in choices if not taken & set(args)]
    return rng.choice(fit) if fit else function.args


def sample(rng: random.Random, split: Split, family: str | None = None) -> Program:
    return sample_with_phrases(rng, split, family)[0]


def sample_with_phrases(rng: random.Random, split: Split, family: str | None = None) -> tuple[Program, tuple[str, ...]]:
    """A program and the phrases its wish was made of."""
    family = family or rng.choice(FAMILIES)
    function = TABLE[family]
    args = stated_args(rng, function) if rng.random() < 0.06 else ()
    name = stated_name(rng, function, args or function.args, split) if rng.random() < 0.45 else ""
    docstring, typed = rng.random() < 0.15, rng.random() < 0.15
    variant = rng.choice(sorted(function.variants)) if function.variants and rng.random() < 0.25 else ""
    features = [variant] * bool(variant) + ["docstring"] * docstring + ["typed"] * typed
    wish, phrases = function_wishes.compose(
        rng, split, function.do, function.nouns, features, name=name, args=args or function.args, args_stated=bool(args)
    )
    facts: dict[str, Any] = {
        "function": name or function.name,
        "checks": [list(check) for check in function.variant_checks.get(variant, function.checks)],
    }
    facts |= {feature: True for feature in features}
    if args:
        facts["arguments"] = list(args)
    code = render(function, name, args, variant, docstring, typed)
    return Program(family, "python", wish, code, facts), phrases
