namespace FpgaSeg.Import.Checkpoints;

/// <summary>The named tensors of one dictionary of a checkpoint, in its order.</summary>
/// <param name="Path">Keys that lead to it, joined by dots; empty for the checkpoint itself.</param>
/// <param name="Tensors">Parameters and buffers; the batch counters of batch norm, which inference does not use, are left out.</param>
internal sealed record StateDict(string Path, IReadOnlyList<CheckpointTensor> Tensors)
{
    /// <summary>The path, or what to call the checkpoint itself.</summary>
    public string Title => Path.Length == 0 ? "the checkpoint itself" : $"'{Path}'";

    /// <summary>A state dict of these tensors, without the name parts that all of them share (<see cref="ParameterNames.CommonPrefix"/>).</summary>
    public static StateDict Of(string path, IEnumerable<CheckpointTensor> tensors)
    {
        CheckpointTensor[] kept = [.. tensors.Where(t => !ParameterNames.IsCounter(t.Name))];
        var common = ParameterNames.CommonPrefix([.. kept.Select(t => t.Name)]);
        return new StateDict(path, [.. kept.Select(t => t with { Name = t.Name[common..] })]);
    }
}
