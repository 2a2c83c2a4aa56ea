using System.Collections.Immutable;

namespace FpgaSeg.Boards;

/// <summary>The families that designs are planned for. The set is closed: a planner knows how to use each one's blocks.</summary>
public static class DeviceFamilies
{
    /// <summary>All families, in the order of their names.</summary>
    public static ImmutableArray<DeviceFamily> All { get; } = [Ecp5Family.Value, Gw2aFamily.Value, SevenSeriesFamily.Value];

    /// <summary>The family of that name, or null.</summary>
    public static DeviceFamily? Find(string name) => All.SingleOrDefault(f => f.Name == name);

    /// <summary>The family of a board that <see cref="BoardJson"/> or <see cref="BoardCatalogue"/> gave.</summary>
    public static DeviceFamily Of(BoardDescription board) =>
        Find(board.Family) ?? throw new ArgumentException($"No family '{board.Family}'; BoardJson.Read lets none such pass.", nameof(board));
}
