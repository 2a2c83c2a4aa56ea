namespace FpgaSeg.Planning.Logic;

/// <summary>Look-up tables of a building block: Constant + First * a + Second * b, as measured (docs/planning.md).</summary>
internal readonly record struct BlockCost(double Constant, double First, double Second = 0)
{
    /// <summary>The tables of a block of that size.</summary>
    public double At(double a, double b = 0) => Constant + (First * a) + (Second * b);
}
