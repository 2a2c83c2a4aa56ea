using FpgaSeg.Protocol.Design;
using Xunit.Abstractions;

namespace FpgaSeg.HostDriver.Tests.Model;

/// <summary>Small windows, every order of events, every place of the faults.</summary>
public sealed class ExplorationTests(ITestOutputHelper log)
{
    /// <summary>Images, receive buffer, faults, early polls, frames in each direction of the line. FPGASEG_EXPLORE adds the large ones, which take minutes.</summary>
    public static TheoryData<int, int, int, int, int> Sizes
    {
        get
        {
            var sizes = new TheoryData<int, int, int, int, int> { { 1, 16, 2, 0, 2 }, { 2, 16, 0, 0, 2 } };
            if (Environment.GetEnvironmentVariable("FPGASEG_EXPLORE") is null)
                return sizes;
            sizes.Add(1, 16, 1, 1, 2);
            sizes.Add(1, 32, 2, 1, 2);
            sizes.Add(2, 16, 0, 1, 2);
            sizes.Add(2, 16, 1, 0, 2);
            sizes.Add(2, 32, 1, 0, 3);
            sizes.Add(2, 32, 2, 0, 2);
            return sizes;
        }
    }

    /// <summary>Images of two frames, masks of one frame and FRAME-DONE.</summary>
    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_reachable_state_is_right_and_leads_to_the_end(int images, int buffer, int faults, int earlyPolls, int inLine)
    {
        var exploration = new Exploration(
            new ModelShape(images, 16, buffer, new ImageGeometry(4, 3, 1), new MaskGeometry(4, 3)), new ExplorationBudget(faults, earlyPolls, inLine));
        exploration.Run();
        log.WriteLine($"{exploration.States} states, {exploration.Events} events");
        Assert.True(exploration.States > 100);
    }
}
