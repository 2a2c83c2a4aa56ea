using FpgaSeg.Import.Checkpoints;

namespace FpgaSeg.Import.Torch;

/// <summary>
/// Finds the dictionaries of tensors in a checkpoint: the checkpoint itself, or dictionaries in it ({"model": ..., "ema": ..., "epoch": 3}).
/// An optimizer's state is keyed by numbers and is none.
/// </summary>
internal sealed class TorchStateDicts(TorchTensors tensors)
{
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly List<StateDict> _found = [];

    /// <summary>Every state dict in <paramref name="root"/>, outer ones first.</summary>
    public IReadOnlyList<StateDict> Find(object? root)
    {
        Search(root, path: "", CheckpointLimits.Depth);
        return _found;
    }

    private void Search(object? value, string path, int depth)
    {
        if (depth == 0 || value is not PickleDictionary dictionary || !_seen.Add(dictionary) || !dictionary.Items.Keys.All(k => k is string))
            return;
        var views = dictionary.Items.Where(item => item.Value is TorchView).ToArray();
        if (views.Length > 0)
            _found.Add(StateDict.Of(path, views.Select(item => tensors.Of((string)item.Key, (TorchView)item.Value!))));
        foreach (var (key, item) in dictionary.Items)
            Search(item, path.Length == 0 ? (string)key : $"{path}.{key}", depth - 1);
    }
}
