namespace FpgaSeg.Import.Checkpoints;

/// <summary>Bounds on what a checkpoint may ask for; far above any network for a small FPGA (DESIGN section 8), far below a machine's memory.</summary>
internal static class CheckpointLimits
{
    /// <summary>Elements of all tensors of a network together: 128 MiB of float32.</summary>
    public const long Elements = 32 << 20;

    /// <summary>Elements that views may repeat (strides of 0, shared storages) beyond what the file's bytes could hold.</summary>
    public const long Repeated = 1 << 20;

    /// <summary>Dimensions of a tensor.</summary>
    public const int Rank = 8;

    /// <summary>Bytes of a pickle stream, and of a safetensors header.</summary>
    public const int Header = 16 << 20;

    /// <summary>Steps of the unpickler: opcodes, and elements that they copy.</summary>
    public const int Steps = 4 << 20;

    /// <summary>How deep dictionaries are searched for a state dict.</summary>
    public const int Depth = 4;

    /// <summary>Elements that the tensors of a file of so many bytes may have together; an element takes a byte at least.</summary>
    public static long ElementsOf(long fileBytes) => Math.Min(Elements, fileBytes + Repeated);
}
