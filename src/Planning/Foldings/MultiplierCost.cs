namespace FpgaSeg.Planning.Foldings;

/// <summary>What a group of multipliers takes: so many DSP blocks, or, made of look-up tables, so many of those.</summary>
internal readonly record struct MultiplierCost(int Dsp, int Luts)
{
    public static MultiplierCost operator +(MultiplierCost a, MultiplierCost b) => new(a.Dsp + b.Dsp, a.Luts + b.Luts);

    public MultiplierCost Times(int n) => new(Dsp * n, Luts * n);
}
