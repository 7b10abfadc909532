# The table of the soak: $promises and what shows them, $told what their tests reported, $spared what was not to run.

def wrapped($width):
    reduce (split(" ")[]) as $word ([""];
        if (.[-1] | length) + ($word | length) < $width or .[-1] == ""
        then .[-1] = (if .[-1] == "" then $word else .[-1] + " " + $word end)
        else . + [$word] end);

def padded($width): . + (" " * ([0, $width - length] | max) // "");

# Cells side by side, each wrapped to its width.
def row($cells; $widths):
    [range($cells | length) as $n | $cells[$n] | wrapped($widths[$n])] as $columns
    | range([$columns[] | length] | max) as $line
    | [range($columns | length) as $n | ($columns[$n][$line] // "") | padded($widths[$n])]
    | join("  ") | sub(" +$"; "");

[6, 3, 36, 52, 62, 6] as $widths
| row(["", "no", "promise", "tried", "seen", "s"]; $widths),
  ("-" * 170),
  ($promises[0][] | . as $promise
    | [$told[] | select(.promise == $promise.number)] as $lines
    | [.shown[] | select(. as $name | $spared[0] | index($name) | not)] as $wanted
    | ($wanted - [$lines[].test]) as $missing
    | (if ($wanted | length) > 0 and ($missing | length) == 0 then "ok" else "MISSED" end) as $result
    | row([$result, (.number | tostring), .promise, ($lines[0].tried // "nothing was told"), ($lines[0].seen // ""),
        ($lines[0].seconds // "" | tostring)]; $widths),
      ($lines[1:][] | row(["", "", "", .tried, .seen, (.seconds | tostring)]; $widths)),
      ($missing[] | row(["", "", "", "MISSED: " + ., "", ""]; $widths))),
  ("-" * 170),
  ([$promises[0][] | .number as $number | [.shown[] | select(. as $name | $spared[0] | index($name) | not)]
      | (length > 0) and (. - [$told[] | select(.promise == $number) | .test] | length == 0)]
    | "\(map(select(.)) | length) of \(length) promises kept"),
  ($spared[0] | select(length > 0) | "not part of a run of this size: \(join(", "))")
