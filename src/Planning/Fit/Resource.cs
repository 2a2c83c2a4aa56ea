namespace FpgaSeg.Planning.Fit;

/// <summary>What a device has a limited number of.</summary>
public enum Resource
{
    /// <summary>Multiplier blocks.</summary>
    Dsp,

    /// <summary>Block RAM, in whole blocks of the family; halves count half.</summary>
    BlockRam,

    /// <summary>Look-up tables, as logic and as memory.</summary>
    Lut,

    /// <summary>Flip-flops.</summary>
    FlipFlop,
}

/// <summary>Names of resources as people write them.</summary>
public static class ResourceNames
{
    /// <summary>The name: DSP, block RAM, LUT, flip-flops.</summary>
    public static string Of(Resource resource) => resource switch
    {
        Resource.Dsp => "DSP",
        Resource.BlockRam => "block RAM",
        Resource.Lut => "LUT",
        _ => "flip-flops",
    };
}
