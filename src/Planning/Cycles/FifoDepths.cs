using System.Collections.Immutable;

namespace FpgaSeg.Planning.Cycles;

/// <summary>FIFO depths with what they achieve.</summary>
/// <param name="Depths">By stream id.</param>
/// <param name="CyclesPerFrame">The rate for which they are made.</param>
/// <param name="Report">The simulation of the design with these depths, its image arriving as fast as it is taken.</param>
public sealed record FifoDepths(ImmutableArray<int> Depths, long CyclesPerFrame, CycleReport Report);
