"""How people ask for the pages of dom_pages.py: noun phrases and feature phrases by family."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from . import page_wishes
from .page_wishes import BACKGROUND, COLOUR, COUNT
from .wording import Compose, Split, compose, number_in_words

# "a|" marks a noun phrase that may take an article.
NOUNS: Mapping[str, tuple[str, ...]] = {
    "stopwatch": (
        "a|stopwatch", "a|stop watch", "a|stopwatch page", "a|stopwatch app", "a|stopwatch in html", "a|web page with a stopwatch",
        "a|stopwatch with start, stop and reset", "a|page to measure time", "a|stopwatch with buttons", "a|page that times how long something takes",
        "a|stopwatch with a start and a stop button", "a|stopwatch I can start and stop", "something to stop the time", "a|running stopwatch",
        "a|stopwatch for the browser", "a|stopwatch for running", "a|timer that counts up", "a|stopwatch for sports",
        "measure time with start and stop", "a|start stop timer", "a|{colour} stopwatch", "a|stopwatch in {colour}",
        "a|stopwatch with {colour} digits", "a|stopwatch on a {background} background", "a|{colour} stopwatch on {background}", "s|stopwatch js",
        "s|html stopwatch start stop reset", "s|javascript stopwatch", "a|chronometer", "a|page that counts seconds until I press stop",
        "a|count up timer", "a|count-up clock with start and stop", "a|elapsed time counter", "a|widget that measures elapsed time",
        "seconds counting up until stopped", "a|timekeeper with start, stop and reset buttons", "a|timing tool with start and stop",
        "something to time my runs with", "a|sports timer that counts upwards", "a|tab I can time things with", "a|timer running upwards from zero",
        "a|website for timing things", "a|page with three buttons to start, stop and reset the time", "a|online stopwatch", "a|stopwatch widget",
        "a|stopwatch demo", "a|web stopwatch in one html file", "a|tool for timing a race", "a|timer I start and stop myself",
        "a|clock that starts at zero and runs when I press start", "seconds going up with a start and a stop button", "a|time taker for sprints",
        "a|stopwatch like the one of a PE teacher", "s|I'd like to time myself", "s|time how long I take",
        "s|count the seconds from the moment I press start", "s|press start and let the seconds run until I press stop",
        "s|measure the seconds between start and stop", "s|can you time me with a start and a stop button",
        "s|tell me how many seconds pass between start and stop", "s|I want to press start, then stop, and see the time it took",
        "a|timer counting up in {colour}", "a|{background} page with a stopwatch", "a|stopwatch showing {colour} digits on {background}",
        "a|{background} stopwatch page", "s|I'd like a stopwatch in {colour}", "a|chronometer with {colour} digits",
        "{colour} digits counting the seconds up", "elapsed time in {colour}", "a|count up timer on {background}",
        "a|stopwatch in {colour} on a {background} page", "s|time me in {colour} digits",
    ),
    "countdown_timer": (
        "a|Countdown timer", "a|countdown", "a|timer that counts down", "a|countdown page", "a|countdown app", "a|countdown timer in html",
        "a|kitchen timer", "a|page that counts down to zero", "a|countdown with a start button", "a|egg timer", "a|web page with a countdown",
        "a|count down timer", "a|timer with a start button", "a|page counting down the seconds", "a|countdown clock", "a|launch countdown",
        "a|timer for my tea", "a|{seconds} second countdown", "a|countdown from {seconds}", "a|countdown of {seconds} seconds",
        "a|{seconds} second timer", "a|timer for {seconds} seconds", "a|countdown timer of {seconds} seconds", "a|{seconds} seconds countdown",
        "count down from {seconds}", "a|timer counting down from {seconds}", "a|{colour} countdown", "a|countdown timer in {colour}",
        "a|countdown on a {background} background", "s|countdown js", "s|html countdown timer", "s|javascript countdown with start button",
        "a|timer that runs down", "a|timer running backwards to zero", "seconds counting down to zero", "a|page that says when the time is up",
        "a|reverse timer", "a|rocket launch countdown", "a|cooking timer", "a|pasta timer", "a|exam timer", "a|workout rest timer",
        "a|meditation timer", "a|quiz countdown", "a|break timer", "a|timer widget that counts to zero", "a|website counting down to zero",
        "a|board game turn timer", "a|browser countdown", "a|timer with the time remaining", "a|display of the seconds left",
        "remaining seconds until zero", "a|ticking down timer", "a|count-down in one html file", "a|countdown demo",
        "something that tells me when the time has run out", "a|clock that runs backwards to zero once started", "s|tell me when the time is up",
        "s|count down to zero when I press start", "s|I'd like a timer that runs down to zero after I press start",
        "s|press a button and watch the seconds run out", "s|let the seconds tick down to zero",
        "s|show how many seconds are left until the time is up", "s|can you count the seconds down to zero",
        "s|start at {seconds} and count down to zero", "s|warn me after {seconds} seconds",
        "s|wait {seconds} seconds and then tell me the time is up", "a|{seconds} second timer that counts down", "a|timer set to {seconds} seconds",
        "{seconds} seconds counting down", "s|I need {seconds} seconds on a countdown", "s|count {seconds} seconds down",
        "a|kitchen timer for {seconds} seconds", "a|egg timer of {seconds} seconds", "a|countdown that lasts {seconds} seconds",
        "a|countdown clock from {seconds}", "s|when I press start, count down from {seconds}", "a|{colour} timer counting down",
        "a|countdown with {colour} digits", "a|{background} page with a countdown", "a|{seconds} second countdown in {colour}",
        "a|countdown from {seconds} on {background}", "{colour} digits counting down from {seconds}",
        "s|let {seconds} seconds run out when I press the button", "s|show the seconds left in {colour}",
    ),
    "todo_list": (
        "a|todo list", "a|to-do list", "a|to do list", "a|todo app", "a|task list", "a|list of things to do", "a|todo list page",
        "a|page to write down tasks", "a|todo list in html", "a|task manager", "a|list where I can add items", "a|checklist",
        "a|web page for my todos", "a|to-do app", "a|page with a list of tasks", "a|list I can add tasks to", "a|notes list",
        "a|page to add todos to a list", "a|input that adds items to a list", "an app for my tasks", "a|todo list titled {title}",
        "a|todo list called {title}", "a|list called {title}", "a|to-do list with the title {title}", "a|todo list for {title}",
        "a|task list named {title}", "a|todo list on a {background} background", "a|todo list with a {colour} button", "s|todo list js",
        "s|html todo app", "s|javascript task list", "to do list with add button", "a|page to jot down what I have to do", "a|place to keep my tasks",
        "a|list of chores I can add to", "a|reminder list", "a|bucket list page", "a|shopping list app", "a|packing list page",
        "a|input field with an add button that fills a list", "a|text box and a button that puts items on a list",
        "a|web page on which I can collect tasks", "a|website to keep track of what needs doing", "a|widget for my to-dos", "a|errand list",
        "a|list maker", "a|list app", "a|simple planner where I type in tasks", "a|todo demo", "a|task tracker", "a|agenda I can type items into",
        "a|html file with a todo list", "something to write my tasks down in", "a|memo list with an add button",
        "my tasks in a list that I can add to", "a|tab for noting what I must not forget", "a|list that grows when I type something and press add",
        "s|I'd like to type in tasks and see them in a list", "s|let me add things to a list", "s|keep a list of what I have to do",
        "s|I type something, press add, and it goes onto the list", "s|whatever I enter should be added to a list",
        "s|help me remember what I need to do", "s|can I have a page to note down my tasks", "s|I want to write down things to do",
        "a|list of tasks under the heading {title}", "a|page titled {title} where I can add items to a list", "a|{title} list I can add items to",
        "a|todo app with {title} at the top", "s|let me keep a list called {title}", "a|checklist headed {title}", "a|to-do app named {title}",
        "a|{background} page with a todo list", "a|todo list with a {colour} add button",
        "a|task list with a {colour} button on a {background} background", "a|checklist on {background}",
        "s|I'd like a todo list called {title} on a {background} background", "a|list titled {title} with a {colour} button",
    ),
    "colour_button": (
        "a|button that changes the background colour", "a|random background colour button", "a|button that sets a random background colour",
        "a|random colour button", "a|button that changes the background color", "a|random color generator", "a|background colour changer",
        "a|page that changes colour when I click a button", "a|button that gives the page a random colour", "a|colour changer",
        "a|page with a button for a random background", "a|random colour page", "a|color button",
        "change the background to a random color when a button is pressed", "a|button to change the colour of the page",
        "a|background color switcher", "a|button which paints the page in a random colour", "a|random color background on click",
        "a|button that picks a random background", "a|click for a new background colour page", "a|{palette} colour generator",
        "a|button that sets a random {palette} background", "a|random {palette} colour button", "a|button for random {palette} colours",
        "a|random background colour button labelled {label}", "s|random background color js", "s|button change background color html",
        "s|javascript background color changer", "random bg color on click", "a|page whose background changes when I press a button",
        "a|surface that takes a new colour at each click", "a|button for a different background every time", "a|new page colour on every press",
        "a|background randomiser", "a|color randomizer", "a|colour roulette button", "a|toy that recolours the page",
        "a|colour changing page with a button", "a|website that changes its background at random when I click",
        "a|widget for random background colours", "a|color picker that picks at random when I press a button", "a|background shuffler",
        "a|page that turns another colour when a button is clicked", "a|press for another colour button", "a|button to repaint the background",
        "a|random paint button", "a|demo of random background colours", "a|html file with a button that recolours the page",
        "a|mood light page with a button", "something that colours the page at random when I press a button",
        "a|tab that gets a random colour on each click", "a|random hue for the page at the press of a button",
        "s|every time I press the button, the page should get another colour", "s|when I click, paint the background in some random colour",
        "s|I'd like to change the background colour with a button", "s|I press a button and the page turns a random colour",
        "s|give the page a random colour whenever the button is clicked", "s|can a button change the colour of the whole page",
        "s|let me change the background at random", "s|I want to see a new background colour on each click",
        "s|recolour the page at random on every press", "s|each click should make the background a different colour",
        "a|button that paints the page in {palette} colours", "a|page that takes a random {palette} colour when I press a button",
        "s|every press should give the background a {palette} colour", "a|{palette} background randomiser",
        "random {palette} backgrounds at the press of a button", "s|when I click, give the page a random {palette} colour",
        "a|{palette} color changer", "a|button that says {label} and changes the background colour",
        "a|{label} button that gives the page a random colour", "a|background colour changer with a button called {label}",
        "s|clicking {label} should change the background to a random colour", "a|{label} button for random {palette} backgrounds",
        "s|when I press {label}, the page should get a random {palette} colour",
    ),
    "dice_roller": (
        "a|Dice roller", "a|dice rolling page", "a|dice roll button", "a|button that rolls dice", "a|dice app", "a|page to roll dice",
        "roll the dice", "a|dice simulator", "a|dice roller in html", "a|button to roll a die", "a|page with dice", "a|dice throwing page",
        "a|random dice roll", "a|virtual dice roller", "a|dice game", "a|web page that rolls dice", "a|button for throwing dice", "a|dice generator",
        "roll a die at the click of a button", "a|die roller", "a|{sides} sided dice roller", "a|{sides}-sided dice roller", "a|d{sides} roller",
        "roll a d{sides}", "{count} dice", "a|page that rolls {count} dice", "roll {count} dice", "a|roller for {count} dice with {sides} sides",
        "{count} {sides} sided dice", "a|dice roller with {count} dice", "a|button that rolls {count} dice", "a|dice roller with a {colour} button",
        "s|dice roller js", "s|html dice roll button", "s|javascript dice", "s|roll dice html page", "random dice number generator",
        "a|web app for throwing dice", "a|replacement for my lost dice", "dice for board games", "a|board game dice page",
        "a|dice tray on a web page", "a|widget that rolls dice", "a|digital dice page", "a|online dice roller", "dice on my phone",
        "electronic dice with a roll button", "a|page that throws dice for me", "a|tabletop dice roller", "a|role playing dice roller",
        "a|button and a random dice result", "a|website to throw dice on", "a|dice rolling demo", "a|dice thrower", "a|dice toy",
        "a|html file for rolling dice", "something to roll dice with", "a|roll button that shows what I rolled",
        "a|tab for rolling dice during game night", "dice at the press of a button", "a|virtual dice cup", "s|I'd like to roll dice on a web page",
        "s|every time I press the button, roll the dice", "s|I have lost my dice, let me roll on the computer", "s|throw dice for me when I click",
        "s|let me roll dice with a button", "s|can I roll dice in the browser", "s|when I press the button, tell me what I have rolled",
        "s|show the result of a dice roll after each click", "s|we need dice for a game", "s|roll {count} dice when I press a button",
        "s|let me throw {count} dice at once", "a|page with {count} dice to roll", "{count} dice rolled at once",
        "a|throw of {count} dice at each click", "s|I'd like to roll {count} dice with {sides} sides", "s|throw a {sides} sided die for me",
        "a|die with {sides} sides to roll", "a|{sides} sided die", "dice with {sides} faces", "{count} dice with {sides} sides each",
        "a|roller for {sides} sided dice", "a|dice roller on a {background} background", "a|{background} page to roll dice on",
        "a|{colour} button that rolls dice", "a|{colour} button to throw {count} dice", "a|dice roller with a button saying {label}",
        "a|{label} button that rolls the dice", "s|clicking {label} should roll {count} dice", "a|page that rolls {count} dice with {sides} sides",
        "s|when I press {label}, roll the dice",
    ),
    "coin_flip": (
        "a|Coin flip", "a|coin flipper", "a|coin toss", "a|button that flips a coin", "flip a coin", "a|heads or tails page", "a|coin flip page",
        "a|coin flip simulator", "a|page to toss a coin", "a|coin flipping app", "heads or tails", "a|coin flip in html", "a|virtual coin",
        "a|page where I can flip a coin", "toss a coin", "a|button to toss a coin", "a|heads or tails button", "a|random coin flip",
        "a|web page that flips a coin", "a|coin tosser", "a|coin game", "a|coin flip with a {colour} button", "a|{colour} button that flips a coin",
        "a|coin flip labelled {label}", "a|coin flip on a {background} background", "a|coin flip button that says {label}", "s|coin flip js",
        "s|html heads or tails", "s|javascript coin toss button", "s|flip coin button html", "a|coin for making decisions",
        "a|50/50 decision maker that says heads or tails", "a|button that answers heads or tails", "a|page that decides between heads and tails",
        "a|digital coin", "a|coin toss widget", "a|coin toss for who goes first", "a|website for tossing a coin", "a|fair coin to flip on screen",
        "an online coin flip", "a|coin throwing page", "a|penny flip page", "a|toss-up page with heads or tails",
        "heads or tails at the press of a button", "a|random heads or tails result", "a|coin toss before kick-off", "a|coin toss demo",
        "a|referee's coin", "a|html file that flips a coin", "something that throws a coin for me", "a|virtual penny toss", "a|tab for tossing coins",
        "a|coin flip toy", "a|head or tail picker", "s|I can't decide, flip a coin for me", "s|every time I press the button, toss a coin",
        "s|I'd like to toss a coin on a web page", "s|let me flip a coin", "s|show heads or tails when I click", "s|tell me heads or tails at random",
        "s|press a button, get heads or tails", "s|can you toss a coin for me in the browser",
        "s|when the button is clicked, a coin should be thrown", "s|we need a coin toss to settle an argument",
        "a|{background} page to flip a coin on", "a|coin toss on {background}", "a|coin toss with a {colour} button",
        "a|{colour} button for heads or tails", "a|page with a {colour} button that tosses a coin", "a|coin toss with a button called {label}",
        "a|{label} button that gives heads or tails", "s|clicking {label} should flip a coin", "a|{label} button to toss a coin",
        "a|{colour} {label} button that flips a coin", "s|flip a coin when I press {label}", "a|heads or tails page on a {background} background",
    ),
    "password_generator": (
        "a|password generator", "a|random password generator", "a|button that makes a password", "a|password maker",
        "a|page that generates passwords", "a|password page", "a|page with a random password", "a|password creator", "a|strong password generator",
        "a|password generator in html", "a|button for a new password", "a|secure password generator", "random passwords",
        "a|tool that creates passwords", "a|password app", "a|web page to generate a password", "a|safe password generator",
        "generate a password at the click of a button", "a|button that shows a random password", "a|password tool",
        "a|generator for passwords of {length} characters", "a|{length} character password generator",
        "a|password generator with {length} characters", "random passwords of length {length}", "a|{length} letter password generator",
        "a|password generator with a {colour} button", "a|generator of {length} character passwords", "s|password generator js",
        "s|html password generator button", "s|javascript random password", "s|generate password html page",
        "a|page to come up with a password for me", "a|passcode generator", "a|hard to guess password on each click", "a|password suggestion page",
        "a|tool for inventing passwords", "a|widget that makes up passwords", "a|website that hands out random passwords",
        "a|one click password maker", "a|new random password on every press", "a|login password generator", "a|wifi password generator",
        "passwords nobody can guess", "unguessable passwords at the press of a button", "a|password machine", "a|password suggester",
        "a|crypto random password page", "a|html file that generates passwords", "a|demo of a password generator",
        "something that thinks up safe passwords", "a|password creation tool", "a|generator of random login passwords",
        "a|tab that spits out passwords", "a|key and password maker", "a|secret word generator for logins",
        "s|I'd like a fresh password whenever I press a button", "s|think up a password for me",
        "s|every time I click, show me a new random password", "s|I need a safe password for my account",
        "s|suggest a password when I press the button", "s|when the button is clicked, a random password should appear",
        "s|can a page make up passwords for me", "s|press a button and get a strong password", "s|invent a random password on each click",
        "a|password of {length} characters on every click", "a|password maker for {length} characters",
        "s|give me a random password of {length} characters when I click", "s|make up passwords that are {length} characters long",
        "passwords with {length} characters at the press of a button", "a|page that generates passwords of length {length}",
        "a|{length} character password maker", "s|I need passwords of {length} characters", "a|{colour} button that generates a password",
        "a|page with a {colour} button for a random password", "a|password maker with a {colour} button", "a|{label} button that makes a password",
        "a|password generator with a button that says {label}", "s|clicking {label} should show a new password",
        "a|{length} character password generator with a {colour} button", "s|when I press {label}, make a random password",
        "a|{colour} {label} button that shows a random password",
    ),
    "adding_calculator": (
        "a|calculator with two inputs", "a|calculator for two numbers", "a|page with two number fields and a button", "a|small calculator",
        "a|two number calculator", "a|calculator page with two fields", "two inputs and a button", "a|calculator with two number inputs",
        "a|page with two inputs and a result", "a|tiny calculator", "a|web page with two number inputs and a button",
        "a|mini calculator for two numbers", "a|calculator in html", "s|calculator html js", "s|two number inputs and a button html",
        "s|two input calculator javascript", "a|two field calculator", "a|calculator widget with two number boxes",
        "a|page where I type in two numbers and press a button", "a|pair of number inputs with a button and a result",
        "a|website that works with two numbers", "two text boxes for numbers and a result underneath", "a|web calculator for two values",
        "a|arithmetic page for two numbers", "a|form with two numbers and a button", "a|maths helper for two numbers", "a|math tool with two inputs",
        "a|html file with two number fields and a result", "a|calculator demo with two inputs", "something that calculates with two numbers",
        "a|calculator for a pair of numbers", "s|I type two numbers, press a button and see the result",
        "s|let me enter two numbers and get the result", "s|I'd like to calculate with two numbers",
        "s|take two numbers and show the result when I press a button", "s|can you do maths with two numbers I type in",
        "s|two inputs, one button, and the result below", "a|two number calculator with a {colour} button",
        "a|{background} page with two number fields and a button", "a|calculator for two numbers with a button saying {label}",
        "two number inputs and a {label} button", "two inputs and a {colour} button", "a|calculator for two numbers on a {background} background",
        "a|{background} calculator for two numbers", "s|I type two numbers and press {label} to get the result",
    ),
    "temperature_converter": (
        "a|temperature converter", "a|temperature conversion page", "a|temperature calculator", "a|page to convert temperatures",
        "a|temperature converter in html", "a|degree converter", "a|converter for temperatures", "a|tool to convert temperatures",
        "a|web page that converts temperatures", "a|degrees converter", "a|temperature unit converter", "a|page for temperature conversion",
        "a|temperature converter app", "convert temperatures", "a|weather degrees converter", "a|button that converts a temperature",
        "a|temperature changer", "a|temperature converter with a {colour} button", "a|temperature converter on a {background} background",
        "a|temperature converter with a button labelled {label}", "s|temperature converter js", "s|html temperature conversion",
        "s|javascript degrees converter", "s|convert degrees html form", "a|temperature translation page", "a|thermometer conversion tool",
        "a|page to translate degrees", "a|unit converter for temperatures", "a|degree calculator", "a|converter between temperature scales",
        "a|website for converting temperatures", "a|widget that converts degrees", "a|oven temperature converter",
        "a|weather temperature converter for travellers", "a|holiday temperature converter", "a|recipe temperature converter",
        "a|field for a temperature and a convert button", "a|input for degrees with a button that converts them", "a|temperature conversion form",
        "a|temp converter", "a|temp conversion page", "a|demo of temperature conversion", "a|html file that converts temperatures",
        "something to convert temperatures with", "a|temperature scale converter", "a|science class temperature converter",
        "a|body temperature converter", "a|temperature translator", "s|I'd like to convert a temperature", "s|convert the temperature I type in",
        "s|let me enter degrees and get them converted", "s|I type a temperature and press a button to convert it",
        "s|help me understand foreign temperatures", "s|can you convert degrees for me",
        "s|when I click the button, the temperature should be converted", "s|take a temperature and convert it",
        "a|{background} page that converts temperatures", "a|{colour} button that converts degrees", "a|temperature converter on {background}",
        "a|degrees converter with a {colour} button", "a|temperature converter with a {label} button", "a|{label} button to convert a temperature",
        "s|convert the temperature when I press {label}", "a|page with a {colour} button that converts temperatures",
        "a|degree converter with a button called {label}", "s|clicking {label} should convert the temperature",
        "a|{background} temperature conversion page",
    ),
    "tip_calculator": (
        "a|Tip calculator", "a|restaurant tip calculator", "a|page that calculates the tip", "a|calculator for tips", "a|tip page", "a|tip app",
        "a|bill and tip calculator", "a|tip calculator in html", "a|page to work out the tip", "a|waiter tip calculator",
        "a|web page that computes a tip", "how much to tip", "a|calculator that adds a tip to the bill", "a|tipping calculator",
        "a|tool to calculate tips", "a|gratuity calculator", "calculate the tip for a bill", "a|tip helper", "a|{percent} percent tip calculator",
        "a|{percent}% tip calculator", "a|tip calculator with {percent} percent", "a|calculator for a {percent}% tip",
        "a|tip calculator at {percent} percent", "a|tip calculator for {percent}% tips", "a|tip calculator with a {colour} button",
        "s|tip calculator js", "s|html tip calculator", "s|javascript tip calculation", "s|restaurant bill tip html page",
        "a|bill calculator with tip", "a|page that tells me how much to tip", "a|gratuity page", "a|tip counter for restaurants",
        "a|pub bill tip calculator", "a|service charge calculator", "a|calculator for what to leave the waiter", "a|dinner tip calculator",
        "a|tip and total calculator", "a|field for the bill and a button for the tip", "a|tool that shows the tip and the total",
        "a|website for working out tips", "a|widget to figure out the tip", "a|bill plus tip page", "a|cafe tip calculator", "a|taxi tip calculator",
        "a|tip estimator", "a|tip tool for eating out", "a|tipping helper", "a|html file that calculates tips", "a|tip calculator demo",
        "something that computes the tip on a bill", "a|bill total with tip calculator", "a|waitress tip helper",
        "s|I'd like to know how much to tip", "s|how much should I tip", "s|I enter the bill and it shows the tip", "s|work out the tip on my bill",
        "s|tell me what to pay with the tip included", "s|figure out the tip when I type in the bill",
        "s|let me enter the bill and get tip and total", "s|can you calculate the tip for me",
        "s|take the bill amount and show the tip and the total", "s|work out a {percent}% tip on my bill", "s|how much is a {percent}% tip",
        "s|add {percent}% to the bill as a tip", "s|I want to tip {percent} percent", "a|bill calculator with a {percent}% tip",
        "a|page that adds a {percent} percent tip to the bill", "a|{percent}% gratuity calculator", "{percent} percent tip on a bill",
        "a|calculator that works out {percent}% for the waiter", "a|{background} page that works out the tip", "a|tip calculator on {background}",
        "a|{colour} button that calculates the tip", "a|tip calculator with a button saying {label}", "a|{label} button that works out the tip",
        "a|{percent}% tip calculator with a {colour} button", "s|when I press {label}, show the tip", "a|tip calculator on a {background} background",
        "s|clicking {label} should work out a {percent}% tip",
    ),
    "character_counter": (
        "a|Character counter", "a|letter counter", "a|text length counter", "a|page that counts characters", "a|character count page",
        "a|character counter in html", "a|textarea that counts characters", "a|text box with a character count", "count the characters of a text",
        "a|live character counter", "a|text counter", "a|page that counts the letters I type", "a|character counting tool",
        "a|web page to count characters", "a|text field with a character counter", "count characters as I type", "a|character counter for tweets",
        "a|text area showing how many characters I typed", "a|tool for counting characters", "a|length counter for texts",
        "a|{colour} character counter", "a|character counter in {colour}", "a|character counter on a {background} background",
        "a|character counter with {colour} text", "s|character counter js", "s|html textarea character count",
        "s|javascript count characters in textarea", "s|live text length html", "a|textarea with its length below",
        "a|box to type in that shows how long the text is", "a|page that says how long my text is", "a|text length checker", "a|text length meter",
        "a|writing box with a live length display", "a|text field that counts what I type", "a|essay length counter", "a|SMS length counter",
        "a|tweet length checker", "a|caption length counter", "a|website that measures the length of a text",
        "a|widget counting characters while typing", "a|char counter", "a|char count page", "a|typing box with a character count underneath",
        "a|letter count page", "a|counter under a textarea", "a|input area with a running character total",
        "a|html file with a textarea and a character count", "a|character counter demo", "something that counts the characters I write",
        "a|meta description length checker", "a|tab where I paste text to see its length", "the length of my text, live",
        "s|I'd like to see how many characters I have typed", "s|count every character I type", "s|tell me how long my text is",
        "s|while I type, show the number of characters", "s|I paste a text and it says how many characters it has",
        "s|how many characters does my text have", "s|the number below the text box should show its length",
        "s|keep counting the characters as the text changes", "s|let me type and show the length of it",
        "s|can you count the characters in a text box", "a|{background} page with a character counter", "a|text length counter in {colour}",
        "a|{colour} character count below a textarea", "a|character counter on {background}", "a|textarea with a character count in {colour}",
        "a|{background} page that counts the characters I type", "s|count the characters I type, in {colour}",
        "a|live character count in {colour} on {background}", "a|letter counter with {colour} text", "s|show the length of my text in {colour}",
    ),
    "dark_mode_toggle": (
        "a|dark mode toggle", "a|dark mode button", "a|button to switch dark mode", "a|dark mode switch", "a|theme toggle", "a|page with dark mode",
        "a|light and dark mode button", "a|button that toggles dark mode", "a|dark theme toggle", "a|dark mode toggle in html", "a|theme switcher",
        "a|page with a dark mode button", "a|night mode button", "a|switch between light and dark", "a|light dark switch",
        "a|button that switches between light and dark mode", "toggle dark mode", "a|web page with a theme button", "a|page I can switch to dark",
        "a|night mode toggle", "a|dark mode toggle labelled {label}", "a|{colour} dark mode button", "a|dark mode toggle with a {colour} button",
        "a|dark mode button that says {label}", "s|dark mode js toggle", "s|html dark mode button", "s|javascript theme toggle",
        "s|light dark theme switch html", "a|button that turns the lights off on the page", "a|lights out button", "a|page with a switchable theme",
        "a|page that can be dark or light", "a|button to flip between day and night", "a|day and night switch", "a|day/night toggle",
        "a|night theme switch", "a|button for a dark theme", "a|colour scheme toggle", "a|theme button", "a|widget to toggle dark mode",
        "a|website with a dark mode switch", "a|black and white theme toggle", "a|toggle for a dark page", "a|dark theme button for a web page",
        "a|light mode dark mode toggle", "a|dark mode demo", "a|html file with a dark mode button", "a|button that inverts the page to dark and back",
        "a|page that is easy on the eyes at night thanks to a button", "something to switch a page to dark and back",
        "a|hello page with a theme toggle", "a|night view button", "a|toggle between a light and a dark theme",
        "s|I'd like to switch between light and dark", "s|let me turn dark mode on and off",
        "s|when I click, the page should go dark, and light again on the next click",
        "s|press a button to make the page dark, press again to make it light", "s|can a button switch the page to dark mode",
        "s|change the theme when I press a button", "s|switch to dark mode and back with a button", "s|I want to toggle the dark theme",
        "s|every click should swap the light and the dark theme", "s|turn the page dark at the press of a button",
        "s|my eyes hurt at night, let me switch the page to dark", "a|theme switch with a {colour} button", "a|{colour} button to switch the theme",
        "a|{colour} button that turns on dark mode", "a|page with a {colour} button for dark mode", "a|theme toggle with a button called {label}",
        "a|{label} button for dark mode", "a|button saying {label} that switches to dark mode",
        "s|clicking {label} should switch between light and dark", "a|{colour} {label} button that toggles the dark theme",
        "s|when I press {label}, switch the page to dark", "a|night mode switch in {colour}",
        "a|light and dark switch with a button that reads {label}",
    ),
}  # fmt: skip

# Noun phrases that state the operation or the direction in words of their own.
OPERATION_NOUNS = (
    "a|calculator to {do} two numbers", "a|{noun} calculator", "a|calculator that {does} two numbers", "a|page that {does} two numbers",
    "a|calculator for {noun}", "{do} two numbers", "a|page to {do} two numbers", "a|button that {does} two numbers",
    "two inputs and a button to {do} them", "a|{noun} page", "a|{doing} calculator", "a|web page for {doing} two numbers", "a|{noun} app",
    "a|tool for {doing} numbers", "a|page with two inputs that {does} them", "a|{noun} machine", "a|small {noun} calculator",
    "a|calculator which {does} a pair of numbers", "two number fields and a button that {does} them", "a|{noun} helper",
    "a|{colour} button to {do} two numbers", "a|{noun} calculator with a {colour} button", "a|{noun} calculator on a {background} background",
    "s|{noun} calculator js", "s|html {noun} form", "s|javascript {do} two numbers", "s|two inputs {noun} html",
    "a|page for {doing} one number and another", "a|form that {does} two numbers", "a|calculator which can {do} two values",
    "a|widget that {does} two numbers", "a|website for {noun}", "a|{noun} tool with two inputs", "a|{noun} form", "a|{noun} demo",
    "a|page where I enter two numbers and it {does} them", "a|page that shows the {result} of two numbers",
    "a|calculator for the {result} of two numbers", "the {result} of two numbers", "the {result} of two inputs at the press of a button",
    "two boxes for numbers and their {result} below", "a|{result} calculator", "a|html file that {does} two numbers", "a|maths page for {noun}",
    "a|math helper for {doing} two numbers", "something that {does} two numbers", "a|{noun} practice page with two inputs",
    "s|I'd like to {do} two numbers", "s|let me {do} two numbers", "s|I type two numbers and the page {does} them",
    "s|show the {result} of the two numbers I type in", "s|when I press the button, {do} the two numbers", "s|what is the {result} of two numbers",
    "s|can you {do} two numbers for me", "s|take two numbers and {do} them", "s|the button should {do} the numbers in the two fields",
    "s|work out the {result} of two numbers", "a|{background} page that {does} two numbers", "a|{colour} button that {does} two numbers",
    "a|{label} button that {does} two numbers", "a|{noun} calculator with a button saying {label}", "s|when I press {label}, {do} the two numbers",
    "a|{noun} page on {background}", "a|calculator to {do} two numbers with a {colour} button",
    "the {result} of two numbers on a {background} background", "two inputs and a {colour} button to {do} them",
    "s|clicking {label} should show the {result} of two numbers",
)  # fmt: skip
OPERATION = (
    "it should {do} them", "that {does} two numbers", "for {noun}", "{doing} them", "to {do} them", "it {does} two numbers", "{noun}",
    "for {doing} numbers", "that can {do}", "the button {does} them", "showing the {result}", "doing {noun}", "with the {result}",
    "which {does} them", "it shows the {result}", "the result is the {result}", "that shows the {result}", "the operation is {noun}",
    "the calculation is {noun}", "so that I can {do} them", "used for {noun}", "it should show the {result}", "performing {noun}",
    "I want to {do} them", "let it {do} them", "{doing} the two numbers", "calculating the {result}",
)  # fmt: skip
OPERATION_WORDS: Mapping[str, Mapping[str, str]] = {
    "add": {"do": "add", "does": "adds", "doing": "adding", "noun": "addition", "result": "sum"},
    "subtract": {"do": "subtract", "does": "subtracts", "doing": "subtracting", "noun": "subtraction", "result": "difference"},
    "multiply": {"do": "multiply", "does": "multiplies", "doing": "multiplying", "noun": "multiplication", "result": "product"},
    "divide": {"do": "divide", "does": "divides", "doing": "dividing", "noun": "division", "result": "quotient"},
}
DIRECTION_NOUNS = (
    "a|{from} to {to} converter", "{from} to {to}", "convert {from} to {to}", "a|converter from {from} to {to}",
    "a|page that converts {from} to {to}", "a|{from} to {to} calculator", "a|tool to turn {from} into {to}", "a|button that converts {from} to {to}",
    "a|{from} to {to} page", "a|page to change {from} to {to}", "a|{from} into {to} converter", "a|web page that turns {from} into {to}",
    "from {from} to {to}", "a|temperature converter from {from} to {to}", "a|{from} {to} converter", "degrees {from} to degrees {to}",
    "a|calculator from {from} to {to}", "a|{from} to {to} converter with a {colour} button",
    "a|{from} to {to} converter on a {background} background", "s|{from} to {to} js", "s|html {from} to {to} converter",
    "{from} {to} conversion page", "a|{from}-to-{to} converter", "a|page where I type {from} and get {to}", "a|conversion from {from} to {to}",
    "a|widget that turns {from} into {to}", "a|website that converts {from} to {to}", "a|form converting {from} to {to}",
    "a|field for {from} and a button that shows {to}", "a|calculator that gives {to} for {from}", "a|temperature page from {from} to {to}",
    "a|converter which turns degrees {from} into {to}", "{from} degrees converted to {to}", "{from} converted into {to} at the press of a button",
    "a|html file that turns {from} into {to}", "something that converts {from} to {to}", "a|{from} to {to} translator", "a|{from} to {to} demo",
    "a|{to} from {from} calculator", "s|I'd like to convert {from} to {to}", "s|I type {from} and want to see {to}",
    "s|how many degrees {to} is a temperature in {from}", "s|what is it in {to} if I know the {from}",
    "s|tell me the {to} for a temperature in {from}", "s|turn {from} into {to}", "s|translate {from} into {to} for me",
    "s|take degrees {from} and show degrees {to}", "s|let me enter {from} and get {to}", "s|can you change {from} into {to}",
    "s|when I click, convert the {from} to {to}", "a|{background} page that turns {from} into {to}", "a|{colour} button that converts {from} to {to}",
    "a|{label} button that turns {from} into {to}", "a|{from} to {to} converter with a button called {label}",
    "s|when I press {label}, convert {from} to {to}", "a|{from} to {to} page on {background}",
)  # fmt: skip
DIRECTION = (
    "{from} to {to}", "from {from} to {to}", "converting {from} to {to}", "{from} into {to}", "that turns {from} into {to}",
    "it converts {from} to {to}", "I type {from} and get {to}", "{from} in, {to} out", "the input is in {from} and the result in {to}",
    "to {to} from {from}", "for {from} to {to}", "giving {to} for {from}", "which turns {from} into {to}", "it turns {from} into {to}",
    "I enter {from} and it shows {to}", "taking {from} and showing {to}", "using {from} for the input and {to} for the output",
    "input {from}, output {to}", "type {from}, get {to}", "{from} becomes {to}", "that shows {to} for {from}", "from degrees {from} to degrees {to}",
    "degrees {from} into degrees {to}", "the direction is {from} to {to}", "it should go from {from} to {to}", "so that {from} becomes {to}",
    "{from} as input and {to} as output",
)  # fmt: skip
DEGREES: Mapping[str, tuple[str, str]] = {"c2f": ("celsius", "fahrenheit"), "f2c": ("fahrenheit", "celsius")}

COLOURED = {"stopwatch": "digits", "countdown_timer": "digits", "character_counter": "text"}
LABEL = page_wishes.FEATURES["joke_button"]["label"]

FEATURES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "stopwatch": {
        "tenths": (
            "tenths", "with tenths", "showing tenths", "tenths of a second", "one decimal", "with tenths of seconds",
            "accurate to a tenth of a second", "show tenths too", "with a decimal", "one digit after the point", "precise to 0.1 seconds",
            "it should show tenths of a second", "a digit for the tenths", "including tenths of a second", "tenths as well as seconds",
            "to the tenth of a second", "seconds and tenths", "it counts tenths as well", "seconds with one decimal place", "accurate to 0.1 s",
            "down to tenths of a second", "that also shows tenths", "one decimal place", "in steps of 0.1 seconds", "I want to see tenths",
            "use tenths of a second",
        ),
    },
    "countdown_timer": {
        "seconds": (
            "{seconds} seconds", "from {seconds}", "starting at {seconds}", "from {seconds} seconds", "of {seconds} seconds", "for {seconds} seconds",
            "start at {seconds} seconds", "lasting {seconds} seconds", "it takes {seconds} seconds", "beginning at {seconds}",
            "set to {seconds} seconds", "{seconds} seconds long", "counting down from {seconds}", "it runs for {seconds} seconds",
            "running for {seconds} seconds", "that lasts {seconds} seconds", "a length of {seconds} seconds", "duration {seconds} seconds",
            "{seconds} seconds on the clock", "which starts at {seconds}", "it starts at {seconds} seconds", "set it to {seconds} seconds",
            "beginning with {seconds} seconds", "time: {seconds} seconds", "it should take {seconds} seconds", "and {seconds} seconds to go",
            "the time is up after {seconds} seconds",
        ),
    },
    "todo_list": {
        "delete": (
            "click an item to remove it", "items can be removed", "remove items by clicking them", "click to delete", "with delete",
            "delete on click", "clicking an item deletes it", "removable items", "that I can click away", "items go away when clicked",
            "a click removes an item", "deleting items", "I can delete items", "it deletes an item when I click on it", "clicking removes an entry",
            "an entry disappears when I click it", "where I can remove items with a click", "tasks vanish when clicked",
            "done tasks can be clicked away", "let me remove items by clicking", "with items that can be deleted",
            "the items can be deleted with a click", "so that I can delete what is done", "a way to delete items",
            "and clicking on an item removes it", "tick things off by clicking them away", "that lets me delete entries",
            "I want to click items away",
        ),
        "title": (
            "titled {title}", "the title {title}", "called {title}", "with the heading {title}", "title {title}", "the heading is {title}",
            "named {title}", "headline {title}", "with {title} at the top", "it says {title} at the top", "for {title}", "the page title is {title}",
            "a heading that says {title}", "the heading {title}", "headed {title}", "under the title {title}", "with {title} as the heading",
            "it should be called {title}", "heading: {title}", "title: {title}", "entitled {title}", "name it {title}", "the list is called {title}",
            "with the title {title}", "{title} as the title", "the headline should read {title}",
        ),
    },
    "colour_button": {
        "palette": (
            "{palette} colours", "only {palette} colours", "{palette}", "{palette} colors", "in {palette} tones", "{palette} shades",
            "use {palette} colours", "the colours should be {palette}", "just {palette} colors", "{palette} ones only", "with {palette} colours only",
            "the colours are {palette}", "nothing but {palette} colours", "all colours {palette}", "from a {palette} palette", "a {palette} palette",
            "limited to {palette} colours", "picking {palette} shades", "{palette} tones", "{palette} backgrounds",
            "it should pick {palette} colours", "choose {palette} colours", "I'd like {palette} colours",
        ),
        "code": (
            "showing the colour", "show the colour code", "with the colour code", "display the colour value", "show the color code",
            "the code of the colour below", "and tell me the colour", "that also prints the colour", "write the colour value on the page",
            "it shows the code", "display its code", "with the value shown", "a code display", "which shows the colour as text",
            "with the code of the colour underneath", "print the colour code below the button", "the name of the colour value under the button",
            "the value of the colour as text", "where I can read the colour value", "it writes the colour code below", "let me see the colour code",
            "a text that says which colour it is", "show which colour it is", "with the colour written below", "and show the color value",
            "I want to see the code of the colour",
        ),
    },
    "dice_roller": {
        "sides": (
            "{sides} sides", "with {sides} sides", "{sides} sided", "{sides}-sided dice", "{sides} faces", "from 1 to {sides}",
            "numbers up to {sides}", "d{sides}", "with d{sides} dice", "{sides} sided dice", "having {sides} sides", "each with {sides} sides",
            "1 to {sides}", "which have {sides} sides", "numbers from 1 to {sides}", "results from 1 to {sides}", "the dice have {sides} sides",
            "{sides} is the highest number", "going up to {sides}", "using {sides} sided dice", "sides: {sides}", "of {sides} sides each",
            "that go from 1 to {sides}", "use dice with {sides} sides", "{sides} sides per die", "it should roll 1 to {sides}",
        ),
    },
    "coin_flip": {
        "count": (
            "count heads and tails", "with a count of heads and tails", "counting heads and tails", "showing how many heads and tails", "keep score",
            "count the results", "the number of heads and tails", "show the number of heads and tails", "statistics", "with totals",
            "a tally of heads and tails", "keeping count", "that counts both", "a score", "it keeps a tally", "it counts how often each side came up",
            "and count how many of each", "a running total of heads and tails", "with statistics of heads and tails",
            "totals for heads and for tails", "remembering how often heads and tails came up", "keep track of heads and tails",
            "which counts heads and tails", "the score of heads against tails", "that keeps count of both sides", "heads and tails counted",
            "show how often each one came up", "where I see how many heads and tails there were",
        ),
    },
    "password_generator": {
        "length": (
            "{length} characters", "length {length}", "{length} characters long", "of length {length}", "with {length} characters",
            "{length} letters long", "the length is {length}", "passwords of {length} characters", "it should have {length} characters",
            "a length of {length}", "{length} chars", "make it {length} characters", "the passwords should be {length} characters long",
            "which is {length} characters long", "using {length} characters", "password length {length}", "length: {length}",
            "exactly {length} characters", "made of {length} characters", "it needs {length} characters", "that are {length} characters long",
            "set the length to {length}", "every password {length} characters long", "{length} characters each", "as long as {length} characters",
            "use {length} characters",
        ),
        "symbols": (
            "symbols", "with symbols", "special characters", "with special characters", "including symbols", "symbols too", "punctuation",
            "add symbols", "and special characters", "use symbols as well", "include special characters", "special signs",
            "special characters as well", "using symbols like ! and @", "with signs such as # and %", "including punctuation marks",
            "containing symbols", "it should use special characters", "that also has symbols", "and symbols", "plus special characters",
            "mix in symbols", "symbols such as & and ?", "allow special characters", "I want symbols in it",
        ),
    },
    "adding_calculator": {},
    "temperature_converter": {},
    "tip_calculator": {
        "percent": (
            "{percent}%", "{percent} percent", "{percent} percent tip", "a {percent}% tip", "tip of {percent} percent", "with {percent}%",
            "at {percent}%", "the tip is {percent} percent", "{percent} per cent", "use {percent} percent", "for {percent}%", "a rate of {percent}%",
            "with a {percent} percent tip", "tipping {percent} percent", "a tip of {percent}%", "the tip should be {percent}%", "using {percent}%",
            "tip rate {percent}%", "tip: {percent}%", "{percent}% of the bill", "the rate is {percent}%", "{percent}% on top",
            "set the tip to {percent}%", "adding {percent}%", "where the tip is {percent}%", "assume {percent}%", "it adds {percent} percent",
        ),
    },
    "character_counter": {
        "words": (
            "count words too", "also count words", "and words", "words as well", "with a word count", "counting words too", "and the number of words",
            "show the words too", "it also counts the words", "word count", "characters and words", "plus words", "including a word counter",
            "that counts words too", "the words are counted too", "with the number of words", "including words", "it should count words as well",
            "a count of the words", "which also shows the number of words", "number of words as well", "plus a word count", "the word count too",
            "not only characters but words", "let it count words as well", "both characters and words", "I also want the number of words",
        ),
    },
    "dark_mode_toggle": {
        "dark": (
            "starting dark", "starts dark", "dark at first", "dark by default", "it should start in dark mode", "start in dark mode",
            "initially dark", "dark from the start", "beginning dark", "opening in dark mode", "already dark when it opens", "default dark",
            "dark start", "which starts out dark", "with dark mode on at first", "it opens dark", "dark to begin with", "dark when the page loads",
            "the page is dark at the start", "where dark is the default", "it is dark until I click", "loading in dark mode",
            "with dark as the default", "dark mode on by default", "make it start dark", "the dark theme comes first", "starting in the dark theme",
        ),
    },
}  # fmt: skip
DIGITS = {
    False: (
        "no digits", "without digits", "letters only", "no numbers", "without numbers", "only letters", "just letters", "leave out digits",
        "not using numbers", "don't use digits", "leave the digits out", "no digits in it", "with no digits", "don't put numbers in",
        "digits not allowed", "exclude numbers", "excluding digits", "that has no digits", "free of digits", "it should not contain numbers",
        "avoid digits", "letters and no digits",
    ),
    True: (
        "digits", "with digits", "letters and digits", "with numbers", "including digits", "letters and numbers", "numbers", "include numbers",
        "digits too", "use digits", "digits included", "containing digits", "with digits in it", "that contains digits", "and digits",
        "it should contain numbers", "numbers too", "with letters and numbers", "mixing letters and digits", "put digits in as well",
        "numbers allowed", "use numbers too",
    ),
}  # fmt: skip
WITH_SYMBOLS = {"letters only": "no digits", "only letters": "no digits", "just letters": "no numbers"}  # what symbols leave true

WORDS: Mapping[tuple[str, Any], tuple[str, ...]] = {
    ("palette", "pastel"): ("pastel", "pastel", "soft", "light", "pastel", "pale", "light pastel"),
    ("palette", "dark"): ("dark", "dark", "deep", "dark", "deep dark"),
}


def filled(phrases: tuple[str, ...], words: Mapping[str, str]) -> tuple[str, ...]:
    """The phrases with these words in place, so that held-out ones are told by what is said."""
    for name, word in words.items():
        phrases = tuple(phrase.replace(f"{{{name}}}", word) for phrase in phrases)
    return phrases


def wish_for(rng: random.Random, split: Split, family: str, stated: Mapping[str, Any], compose: Compose = compose) -> str:
    nouns = NOUNS[family]
    features = {"label": LABEL, "background": BACKGROUND, **FEATURES[family]}
    if "colour" in stated:
        features["colour"] = filled(COLOUR, {"thing": COLOURED.get(family, "button")})
    if family == "dice_roller" and "count" in stated:
        features["count"] = filled(COUNT, {"thing": "dice"})
    if "digits" in stated:
        phrases = DIGITS[stated["digits"]]
        features["digits"] = tuple(WITH_SYMBOLS.get(phrase, phrase) for phrase in phrases) if "symbols" in stated else phrases
    values = {}
    for field, value in stated.items():
        if (field, value) in WORDS:
            values[field] = rng.choice(WORDS[field, value])
        elif isinstance(value, int) and not isinstance(value, bool):
            words = str(value) if field == "percent" else number_in_words(rng, value)
            values[field] = str(value) if words.startswith("a ") else words
        elif field in ("label", "title"):
            values[field] = rng.choice((value, f'"{value}"', f"'{value}'", f'"{value}"'))
        else:
            values[field] = str(value)
    if "sides" in values and not values["sides"].isdigit():
        nouns = tuple(phrase for phrase in nouns if "d{sides}" not in phrase)
        features["sides"] = tuple(phrase for phrase in features["sides"] if "d{sides}" not in phrase)
    if family == "dice_roller" and "count" in values:
        nouns = tuple(phrase for phrase in nouns if " die" not in phrase)
    inline = rng.random() < 0.6
    if "operation" in stated:
        words = OPERATION_WORDS[stated["operation"]]
        nouns = filled(OPERATION_NOUNS, words) if inline else nouns
        features["operation"] = filled(OPERATION, words)
    if "direction" in stated:
        degrees = dict(zip(("from", "to"), DEGREES[stated["direction"]], strict=True))
        nouns = filled(DIRECTION_NOUNS, degrees) if inline else nouns
        features["direction"] = filled(DIRECTION, degrees)
    if inline:
        values.pop("operation", None)
        values.pop("direction", None)
    return compose(rng, split, nouns, features, values)
