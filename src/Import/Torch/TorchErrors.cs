using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Import.Torch;

/// <summary>FS140x: what can be wrong with a PyTorch checkpoint as a file (docs/diagnostics/checkpoints.md).</summary>
internal static class TorchErrors
{
    private const string SaveAgain = "copy it again, or save it again with torch.save(model.state_dict(), path).";

    public static Diagnostic Container(string at, string reason) => new(
        "FS1401",
        "This is not a whole PyTorch checkpoint.",
        at,
        $"a checkpoint is a zip archive of stored entries: {reason}.",
        SaveAgain);

    public static Diagnostic Legacy(string at) => new(
        "FS1402",
        "This checkpoint is in the format of PyTorch before 1.6.",
        at,
        "it is a bare pickle stream; since 1.6 a checkpoint is a zip archive.",
        "load and save it once: torch.save(torch.load(path, map_location=\"cpu\"), path).");

    public static Diagnostic TorchScript(string at) => new(
        "FS1403",
        "This is a TorchScript archive, not a checkpoint.",
        at,
        "it holds compiled code beside the tensors, and code in a model file is never run.",
        "export the network to ONNX, or save its tensors: torch.save(torch.jit.load(path).state_dict(), other_path).");

    public static Diagnostic ByteOrder(string at, string order) => new(
        "FS1404",
        $"The checkpoint's tensors are in {order} byte order.",
        at,
        "checkpoints are read in little-endian order.",
        "load and save it once on a little-endian machine.");

    public static Diagnostic Pickle(string at, int position, string reason) => new(
        "FS1405",
        $"The checkpoint's dictionary is damaged at byte {position} of data.pkl: {reason}.",
        at,
        "data.pkl is a pickle stream as torch.save writes it.",
        SaveAgain);

    public static Diagnostic Code(string at, int position, string name) => new(
        "FS1406",
        $"The checkpoint asks for '{name}' at byte {position} of data.pkl.",
        at,
        "only tensors and dictionaries are read from a checkpoint; nothing in it is ever run or constructed.",
        "save the tensors alone: torch.save(model.state_dict(), path).");

    public static Diagnostic TooLong(string at, string what) => new(
        "FS1407",
        $"The checkpoint's dictionary is too large: {what}.",
        at,
        "a state dict of 10,000 tensors takes about 1.5 MB and 300,000 steps.",
        "save the state dict alone: torch.save(model.state_dict(), path).");

    public static Diagnostic Tensor(string at, string name, string problem) => new(
        "FS1408",
        $"Tensor '{name}': {problem}.",
        at,
        "a tensor is a view of a storage that the archive holds as a record.",
        SaveAgain);
}
