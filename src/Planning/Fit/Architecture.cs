namespace FpgaSeg.Planning.Fit;

/// <summary>How a network becomes hardware.</summary>
public enum Architecture
{
    /// <summary>A pipeline where it fits; the engine where only that does.</summary>
    Automatic,

    /// <summary>A stage per operator, all at work at once.</summary>
    Pipeline,

    /// <summary>One datapath for all operators, one after the other.</summary>
    Engine,
}
