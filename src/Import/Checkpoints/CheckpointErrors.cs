using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Import.Checkpoints;

/// <summary>FS141x: what can be wrong with a checkpoint's tensors and dictionaries (docs/diagnostics/checkpoints.md).</summary>
internal static class CheckpointErrors
{
    public static Diagnostic ElementType(string at, CheckpointTensor tensor) => new(
        "FS1410",
        $"Parameter '{tensor.Name}' holds {tensor.Type} elements.",
        at,
        "weights are read as float32, float64, float16 or bfloat16.",
        "give the float checkpoint; FpgaSeg quantizes it itself.");

    public static Diagnostic NotFinite(string at, string name, int count, int first, float value) => new(
        "FS1411",
        count == 1
            ? $"Parameter '{name}' has a value that is not finite: {ValueName(value)} at index {first}."
            : $"Parameter '{name}' has {count} values that are not finite; the first is {ValueName(value)} at index {first}.",
        at,
        "no scale can represent it.",
        "train again from the last good checkpoint, or at a lower learning rate; the training diverged.");

    public static Diagnostic TooLarge(string at, long elements, long limit, long fileBytes) => new(
        "FS1412",
        $"The parameters have {elements} elements; up to {limit} are read from this file.",
        at,
        $"it has {fileBytes} bytes, views may repeat {CheckpointLimits.Repeated} elements, and no network has more than {CheckpointLimits.Elements}.",
        "check that this is the checkpoint you mean; save it again with torch.save(model.state_dict(), path).");

    public static Diagnostic NoStateDict(string at) => new(
        "FS1413",
        "There is no state dict in the checkpoint.",
        at,
        $"a dictionary from parameter names to tensors was looked for, {CheckpointLimits.Depth} dictionaries deep.",
        "save one: torch.save(model.state_dict(), path).");

    public static Diagnostic SeveralStateDicts(string at, IEnumerable<StateDict> found) => new(
        "FS1414",
        $"The checkpoint has several state dicts that fit a known network: {string.Join(", ", found.Select(s => s.Title))}.",
        at,
        "they may hold different weights, for example the last and the averaged ones.",
        "choose one with --state-dict NAME.");

    public static Diagnostic UnknownStateDict(string at, string wanted, IEnumerable<StateDict> found) => new(
        "FS1415",
        $"The checkpoint has no state dict '{wanted}'.",
        at,
        $"state dicts in it: {string.Join(", ", found.Select(s => s.Title))}.",
        "give --state-dict one of these names, or leave it out.");

    private static string ValueName(float value) => float.IsNaN(value) ? "NaN" : value > 0 ? "+infinity" : "-infinity";
}
