namespace FpgaSeg.Verification.Divergence;

/// <summary>The first element at which an engine differs from the simulator.</summary>
/// <param name="Image">File name of the image.</param>
/// <param name="Node">Index in the integer graph.</param>
/// <param name="Operator">Name of the operator.</param>
/// <param name="Channel">Channel of the element.</param>
/// <param name="Y">Row.</param>
/// <param name="X">Column.</param>
/// <param name="Expected">The simulator's integer.</param>
/// <param name="Actual">The engine's integer.</param>
public sealed record FirstDivergence(string Image, int Node, string Operator, int Channel, int Y, int X, int Expected, int Actual);
