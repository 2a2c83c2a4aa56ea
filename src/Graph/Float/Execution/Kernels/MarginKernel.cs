using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph.Float;

/// <summary>One channel minus the largest other.</summary>
internal static class MarginKernel
{
    public static void Run(int chosen, FeatureMap<float> input, FeatureMap<float> output)
    {
        for (var i = 0; i < output.Data.Length; i++)
        {
            var largest = float.NegativeInfinity;
            for (var c = 0; c < input.Shape.Channels; c++)
            {
                if (c != chosen)
                    largest = Math.Max(largest, input.Data[(c * input.Shape.Pixels) + i]);
            }

            output.Data[i] = input.Data[(chosen * input.Shape.Pixels) + i] - largest;
        }
    }
}
