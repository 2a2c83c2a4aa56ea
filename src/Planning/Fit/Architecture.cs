namespace FpgaSeg.Planning.Fit;

/// <summary>How a network becomes hardware.</summary>
public enum Architecture
{
    /// <summary>A pipeline where it fits, elsewhere the engine if that takes less of the resource that is shortest.</summary>
    Automatic,

    /// <summary>A stage per operator, all at work at once.</summary>
    Pipeline,

    /// <summary>One datapath for all operators, one after the other.</summary>
    Engine,
}
